// Two documents of one kind: what the second allows more, and what less, by statement.

import type { Policy, PolicySet } from "../compiled/policy.ts";
import type { Statement } from "../compiled/statement.ts";
import { parsePolicy } from "../parse-policy.ts";
import { ALLOW_ALL } from "../proof/allow-all.ts";
import { type DocumentKind, isDocumentContained, PARSED_AS } from "../proof/documents.ts";
import type { Options } from "../proof/is-contained.ts";
import type { KeyTypes } from "../request/key-types.ts";
import { type Ask, type Changes, changesOf } from "./changes.ts";
import { keeping, nothing, withAllow } from "./narrowed.ts";

export interface Both {
  /** What AFTER allows and BEFORE does not. */
  readonly added: Changes;
  /** What BEFORE allows and AFTER does not. */
  readonly removed: Changes;
}

const SETS: Readonly<Record<DocumentKind, (document: Policy) => PolicySet>> = {
  identity: (document) => ({ identity: [document] }),
  session: (document) => ({ session: [document] }),
  boundary: (document) => ({ permissionsBoundary: document }),
  control: (document) => ({ serviceControl: [[document]] }),
  resource: (document) => ({ resource: document }),
};

/**
 * What stands for a document that is not there: without a boundary or a control policy nothing is limited; any other
 * document that is missing gives nothing.
 */
export const missingDocument = (kind: DocumentKind, types: KeyTypes): Policy =>
  kind === "boundary" || kind === "control" ? ALLOW_ALL : nothing(PARSED_AS[kind], types);

/** What documents alone allow, as isDocumentContained judges them. */
export function changesOfDocuments(
  kind: DocumentKind,
  before: Policy,
  after: Policy,
  options: Options = {},
): Both {
  const ask: Ask = (a, b) => isDocumentContained(kind, documentIn(a), documentIn(b), options);
  const beyond = (a: Policy, b: Policy): Changes =>
    changesOf({ a: SETS[kind](withoutShared(a, b)), b: SETS[kind](b) }, ask);
  return { added: beyond(after, before), removed: beyond(before, after) };
}

/** What the Denies of documents let through beside an Allow of everything; undefined where the Denies are the same. */
export function changesOfDenials(
  kind: DocumentKind,
  before: Policy,
  after: Policy,
  options: Options = {},
): Both | undefined {
  const denials = ({ statements }: Policy): string =>
    JSON.stringify(statements.filter(({ effect }) => effect === "Deny").map(written));
  if (denials(before) === denials(after)) return undefined;
  const [everything] = EVERYTHING[kind === "resource" ? "resource" : "identity"].statements;
  if (everything === undefined) throw new Error("It has one statement.");
  const beside = (policy: Policy): Policy => withAllow(policy, { ...everything, index: BESIDE });
  return changesOfDocuments(kind, beside(before), beside(after), options);
}

// No statement of a document has this number.
const BESIDE = -1;

const EVERYTHING = {
  identity: ALLOW_ALL,
  resource: parsePolicy(
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}',
    "resource",
  ),
};

/**
 * A without the Allows that stand in B as well. If B has no Deny of its own, B allows all that such an Allow allows in
 * A, so it shows no difference; and a long document whose change is short is compared in the time of the change.
 */
function withoutShared(a: Policy, b: Policy): Policy {
  if (a.version !== b.version) return a;
  const [inA, inB] = [a, b].map(({ statements }) => new Map(statements.map((one) => [written(one), one])));
  const isOwn = ([text, { effect }]: [string, Statement]): boolean => effect === "Deny" && !inA?.has(text);
  if (inB === undefined || [...inB].some(isOwn)) return a;
  return keeping(a, (statement) => statement.effect === "Deny" || !inB.has(written(statement)));
}

const written = ({ effect, principal, action, resource, conditions }: Statement): string =>
  JSON.stringify([effect, principal, action, resource, conditions]);

function documentIn(set: PolicySet): Policy {
  const [document] = [
    ...(set.identity ?? []),
    ...(set.session ?? []),
    ...(set.serviceControl ?? []).flat(),
    ...[set.permissionsBoundary, set.resource].filter((one) => one !== undefined),
  ];
  if (document === undefined) throw new Error("The set holds one document.");
  return document;
}
