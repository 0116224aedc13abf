// Every fault for which AWS would refuse a document, one after the other.
import { checkDocument } from "../check-document.ts";
import { type JsonMember, type JsonNode, parseJson } from "../json.ts";
import { parsePolicy } from "../parse-policy.ts";
import { PolicyError } from "../policy-error.ts";
import { readDocument } from "../read-document.ts";
import type { Reading } from "../reading.ts";
import type { PolicyKind } from "../types.ts";

/**
 * What AWS says to the document, then what it would say once the elements and statements that it refused are right:
 * the first fault of each, in AWS's order, a hundred at most. Empty for a valid document; only one for text that is
 * no JSON.
 */
export function findFaults(text: string, kind: PolicyKind): readonly PolicyError[] {
  const first = faultOf(() => void parsePolicy(text, kind));
  if (first === undefined) return [];
  const faults = [first];
  let root = rootOf(text);
  if (root === undefined) return faults;
  root = without(root, first.path, kind);
  while (root !== undefined && faults.length < MOST) {
    const fault = checkRoot({ text, kind }, root);
    if (fault === undefined) return faults;
    faults.push(fault);
    root = without(root, fault.path, kind);
  }
  return faults;
}

// Who has more to correct looks again after correcting these.
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

/** The document without the element or statement at fault; undefined where nothing is left to judge. */
function without(root: JsonNode, path: string, kind: PolicyKind): JsonNode | undefined {
  const [, element, index = "0"] = /^\$\.?(?:(\w+)|\[.*\])(?:\[(\d+)\])?/.exec(path) ?? [];
  if (root.kind !== "object") return undefined;
  const members = root.members.flatMap((member): JsonMember[] => {
    if (member.key !== element) return path === memberOf(member) ? [] : [member];
    return element === "Statement" ? [blank(member, Number(index), kind)] : [];
  });
  const changed = members.length < root.members.length || members.some((one, at) => one !== root.members[at]);
  return changed ? { ...root, members } : undefined;
}

const memberOf = ({ key }: JsonMember): string => `$[${JSON.stringify(key)}]`;

function blank(member: JsonMember, index: number, kind: PolicyKind): JsonMember {
  const { value } = member;
  if (value.kind !== "array") return value === BLANKS[kind] ? member : { ...member, value: BLANKS[kind] };
  if (value.items[index] === undefined || value.items[index] === BLANKS[kind]) return member;
  return { ...member, value: { ...value, items: value.items.with(index, BLANKS[kind]) } };
}

const BODY = '"Effect":"Allow","Action":"*","Resource":"*"';
const WITHOUT_PRINCIPAL = parseJson(`{${BODY}}`);
const WITH_PRINCIPAL = parseJson(`{${BODY},"Principal":"*"}`);
const OF_TRUST = parseJson('{"Effect":"Allow","Action":"sts:AssumeRole","Principal":"*"}');

// Stands where a statement at fault was: one that nobody objects to.
const BLANKS: Record<PolicyKind, JsonNode> = {
  identity: WITHOUT_PRINCIPAL,
  boundary: WITHOUT_PRINCIPAL,
  session: WITHOUT_PRINCIPAL,
  scp: WITHOUT_PRINCIPAL,
  resource: WITH_PRINCIPAL,
  rcp: WITH_PRINCIPAL,
  trust: OF_TRUST,
};
