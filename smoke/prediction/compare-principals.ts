// What each principal of a deployment may do more, and what less, in another state of the deployment.

import { changesOf } from "../../policy/changes/changes.ts";
import { common } from "../../policy/changes/common-region.ts";
import type { Both } from "../../policy/changes/documents.ts";
import { mergeChanges, type TitledChanges } from "../../policy/changes/merge.ts";
import type { Policy, PolicySet } from "../../policy/compiled/policy.ts";
import { isContained } from "../../policy/proof/is-contained.ts";
import { type KnownActions, readKnownActions } from "../../policy/proof/known-actions.ts";
import type { Judged, Question } from "../../policy/proof/question.ts";
import { ConfigurationError } from "../deployment/configuration-error.ts";
import type { Target } from "../deployment/target.ts";
import { principals } from "../principals.ts";
import { present } from "../sessions/identity.ts";
import { sidesOfStranger } from "./any-session.ts";
import { callersFor } from "./concrete-callers.ts";
import { compileDocuments } from "./documents.ts";
import { type Side, sidesOf } from "./sides.ts";
import { titleIn } from "./titles.ts";

export interface PrincipalChanges {
  readonly name: string;
  readonly about: string;
  /** Which deployment lacks the principal. */
  readonly lacks?: "before" | "after";
  readonly both: Both;
}

const STRANGER = "any other session";

/**
 * Every principal that calls in either deployment, compared caller by caller and place by place.
 * @throws ConfigurationError where the deployments are of two accounts, or a document is no valid policy
 */
export async function comparePrincipals(
  before: Target,
  after: Target,
  catalogue: Parameters<typeof readKnownActions>[0],
): Promise<readonly PrincipalChanges[]> {
  if (before.accountId !== after.accountId || before.partition !== after.partition) {
    throw new ConfigurationError(
      `The deployments are in two accounts, ${before.accountId} and ${after.accountId}: their principals cannot be compared. Compare their documents as files.`,
    );
  }
  const [old, young] = [everySide(before), everySide(after)];
  const policies = [...old.values(), ...young.values()].flat().flatMap(policiesIn);
  const known = await readKnownActions(catalogue, [...new Set(policies)]);
  return [...new Set([...old.keys(), ...young.keys()])].map((name) => {
    const [one, other] = [old.get(name), young.get(name)];
    const lacks = one === undefined ? "before" : other === undefined ? "after" : undefined;
    return {
      name,
      about:
        principals[name]?.about ??
        "federated under a name that no promise knows, with a policy that takes nothing away",
      both: { added: beyond(other, one, known), removed: beyond(one, other, known) },
      ...(lacks !== undefined && { lacks }),
    };
  });
}

const policiesIn = ({ judged: { policies }, within }: Side): readonly Policy[] =>
  [
    ...[within, policies.permissionsBoundary, policies.resource],
    ...[...(policies.identity ?? []), ...(policies.session ?? [])],
  ].filter((policy) => policy !== undefined);

/** The sides of all principals by name; principals whose calls authentication refuses have none. */
function everySide(target: Target): ReadonlyMap<string, readonly Side[]> {
  const documents = compileDocuments(target, undefined);
  const named = present(target).map((name) => [name, sidesOf(name, target, documents)] as const);
  return new Map([
    ...named.filter(([, sides]) => sides.length > 0),
    [STRANGER, sidesOfStranger(target, documents)],
  ]);
}

// What the sides of A allow and those of B do not.
function beyond(a: readonly Side[] = [], b: readonly Side[] | undefined, known: KnownActions): TitledChanges {
  const questions = a.flatMap((one) => {
    const others = b ?? [{ ...one, judged: { ...one.judged, policies: NOTHING } }];
    return sameCaller(one, others).flatMap((other) => pairOf(one, other) ?? []);
  });
  return mergeChanges(questions.map((question) => changesIn(question, known)));
}

// A deployment that passes no session tags has no session with other ones: what the principal itself is granted counts.
function sameCaller({ caller }: Side, others: readonly Side[]): readonly Side[] {
  const same = others.filter((other) => other.caller === caller);
  if (same.length > 0) return same;
  return others.filter((other) => other.caller === others[0]?.caller).map(onlyGranted);
}

const onlyGranted = ({ judged: { caller, policies }, ...side }: Side): Side => ({
  ...side,
  judged: { caller, policies: { ...(policies.resource && { resource: policies.resource }) } },
});

const NOTHING: PolicySet = { identity: [], session: [] };

interface Pair {
  readonly question: Question & { readonly b: Judged };
  readonly place: string;
}

// Undefined where the sides decide about different requests.
function pairOf(one: Side, other: Side): Pair | undefined {
  if (one.judged.caller.free.has(ACCOUNT) !== other.judged.caller.free.has(ACCOUNT)) return undefined;
  const within = common(one.within, other.within);
  if (within === undefined) return undefined;
  const same = JSON.stringify(callerOf(one)) === JSON.stringify(callerOf(other));
  const b = same ? { ...other.judged, caller: one.judged.caller } : other.judged;
  // The policies of the bucket that decides, of either side.
  const place = one.judged.policies.resource === undefined ? other.place : one.place;
  return { question: { a: one.judged, b, within }, place };
}

const ACCOUNT = "aws:resourceaccount";

const callerOf = ({ judged: { caller } }: Side): unknown => [
  caller.principal,
  caller.resourceAccount,
  [...caller.free],
];

function changesIn({ question: { a, b, within }, place }: Pair, known: KnownActions): TitledChanges {
  const callerOfB = b.caller === a.caller ? {} : { callerOfB: b.caller.principal };
  const found = changesOf({ a: a.policies, b: b.policies, ...callerOfB }, (one, other) =>
    isContained(
      { a: { ...a, policies: one }, b: { ...b, policies: other }, ...(within && { within }) },
      { known, callersFor: bothCallersFor },
    ),
  );
  const changes = found.changes.map((change) => ({
    ...change,
    document: "policy" in change.cause ? titleIn(place, change.cause.policy) : "",
  }));
  return { ...found, changes };
}

// The callers of A that a model describes, and the same of B.
const bothCallersFor: typeof callersFor = (question, model) =>
  callersFor(question, model).map((one) => {
    const { a } = one;
    const b = question.b as Judged;
    const caller =
      question.a.caller === b.caller
        ? a.caller
        : { ...b.caller, resourceAccount: a.caller.resourceAccount, free: new Set<string>() };
    return { ...one, b: { ...b, caller } };
  });
