// Every fault for which AWS would refuse a document, one after the other.
import { checkDocument } from "../checks/check-document.ts";
import { type JsonNode, memberPath, parseJson } from "../language/json.ts";
import { readDocument } from "../language/read-document.ts";
import type { Reading } from "../language/reading.ts";
import { parsePolicy, type ReadingOptions } from "../parse-policy.ts";
import type { PolicyKind } from "../policy-document.ts";
import { PolicyError } from "../policy-error.ts";

/**
 * AWS's error for the document, then the errors that follow once the refused elements and statements are corrected:
 * the first fault of each, in AWS's order, a hundred at most. Empty for a valid document; only one for text that is
 * no JSON.
 */
export function findFaults(text: string, kind: PolicyKind): readonly PolicyError[] {
  const first = faultOf(() => void parsePolicy(text, kind, asNew(kind)));
  if (first === undefined) return [];
  const faults = [first];
  let root = rootOf(text);
  if (root === undefined) return faults;
  root = without(root, first.path, kind);
  while (root !== undefined && faults.length < MOST) {
    const fault = checkRoot({ text, kind, ...asNew(kind) }, root);
    if (fault === undefined) return faults;
    faults.push(fault);
    root = without(root, fault.path, kind);
  }
  return faults;
}

// A boundary is always a managed policy; an identity policy may be an inline one.
const asNew = (kind: PolicyKind): ReadingOptions => ({ managed: kind === "boundary" });

// A person with more faults runs the check again after correcting these.
const MOST = 100;

function faultOf(judge: () => void): PolicyError | undefined {
  try {
    judge();
    return undefined;
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
}

const checkRoot = (reading: Reading, root: JsonNode): PolicyError | undefined =>
  faultOf(() => checkDocument(reading, readDocument(reading, root)));

function rootOf(text: string): JsonNode | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** The document without the element or statement at fault; undefined where the fault is elsewhere. */
function without(root: JsonNode, path: string, kind: PolicyKind): JsonNode | undefined {
  if (root.kind !== "object") return undefined;
  const at = root.members.findIndex(({ key }) => within(path, memberPath("$", key)));
  const member = root.members[at];
  if (member === undefined) return undefined;
  const mended =
    member.key === "Statement" ? [{ ...member, value: blank(member.value, path, BLANKS[kind]) }] : [];
  return { ...root, members: root.members.toSpliced(at, 1, ...mended) };
}

const within = (path: string, place: string): boolean =>
  path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`);

function blank(value: JsonNode, path: string, statement: JsonNode): JsonNode {
  if (value.kind !== "array") return statement;
  const at = value.items.findIndex((_, index) => within(path, `$.Statement[${index}]`));
  return at === -1 ? statement : { ...value, items: value.items.with(at, statement) };
}

const BODY = '"Effect":"Allow","Action":"*","Resource":"*"';
const WITHOUT_PRINCIPAL = parseJson(`{${BODY}}`);
const WITH_PRINCIPAL = parseJson(`{${BODY},"Principal":"*"}`);
const OF_TRUST = parseJson('{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"*"}}');

// Replaces a statement at fault: a statement without faults.
const BLANKS: Record<PolicyKind, JsonNode> = {
  identity: WITHOUT_PRINCIPAL,
  boundary: WITHOUT_PRINCIPAL,
  session: WITHOUT_PRINCIPAL,
  scp: WITHOUT_PRINCIPAL,
  resource: WITH_PRINCIPAL,
  rcp: WITH_PRINCIPAL,
  trust: OF_TRUST,
};
