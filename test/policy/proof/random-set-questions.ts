// Random questions about sets of policies of every type, for one caller or for two.

import type { Principal } from "../../../policy/authorization-request.ts";
import type { Policy, PolicySet } from "../../../policy/compiled/policy.ts";
import type { PolicyKind } from "../../../policy/policy-document.ts";
import { isContained } from "../../../policy/proof/is-contained.ts";
import { policiesOf } from "../../../policy/proof/open-readings.ts";
import { CALLERS, MORE_CALLERS } from "./brute-force.ts";
import type { Random } from "./random.ts";
import {
  asResourceControl,
  randomDocument,
  type WrittenDocument,
  withPrincipals,
} from "./random-policies.ts";
import { HOME, parse, type RandomQuestion } from "./random-question.ts";

export const EVERYTHING: WrittenDocument = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

type WrittenSet = Readonly<Record<string, readonly WrittenDocument[]>>;

const BROAD = { Effect: "Allow", Action: "*", Resource: "*" };

// Most documents allow much: where each of many layers allows little, all of them allow nothing.
function layer(random: Random): WrittenDocument {
  const document = randomDocument(random);
  return random.chance(0.6) ? { ...document, Statement: [BROAD, ...document.Statement] } : document;
}

/** Policies of every type. */
export function randomSet(random: Random): WrittenSet {
  const some = (probability: number): WrittenDocument[] =>
    random.chance(probability) ? [layer(random)] : [];
  const rare = (probability: number): WrittenDocument[] =>
    random.chance(probability) ? [randomDocument(random)] : [];
  return {
    identity: [layer(random), ...some(0.3)],
    boundary: some(0.2),
    session: some(0.4),
    resource: rare(0.4).map((document) => withPrincipals(random, document)),
    serviceControl: some(0.25),
    resourceControl: rare(0.3).map(asResourceControl),
  };
}

export function compile({
  identity,
  boundary,
  session,
  resource,
  serviceControl,
  resourceControl,
}: WrittenSet): PolicySet {
  const all = (documents: readonly WrittenDocument[] | undefined, kind: PolicyKind): readonly Policy[] =>
    (documents ?? [])
      .filter(({ Statement }) => Statement.length > 0)
      .map((document) => parse(document, kind));
  const [limit] = all(boundary, "boundary");
  const [own] = all(resource, "resource");
  return {
    identity: all(identity, "identity"),
    ...(limit && { permissionsBoundary: limit }),
    ...(session?.length !== 0 && { session: all(session, "session") }),
    ...(own && { resource: own }),
    serviceControl: all(serviceControl, "scp").map((policy) => [policy]),
    resourceControl: [all(resourceControl, "rcp")],
  };
}

// One type of policies is changed or left out; the rest is the same on both sides.
function changed(random: Random, set: WrittenSet): WrittenSet {
  const name = random.one(["identity", ...Object.keys(set)]);
  const other = random.chance(0.3) ? [] : (randomSet(random)[name] ?? []);
  const isSame = other.length === 0 && set[name]?.length === 0;
  return isSame ? { ...set, identity: [layer(random)] } : { ...set, [name]: other };
}

const REST = { free: new Set<string>() };

/** Throws PolicyError where the documents are no valid policies. */
export function layersQuestion(random: Random): RandomQuestion {
  const first = randomSet(random);
  const second = changed(random, first);
  const written = random.chance(0.5) ? [first, second] : [second, first];
  const [a, b] = written.map(compile) as [PolicySet, PolicySet];
  const principal = random.one(random.chance(0.7) ? CALLERS : MORE_CALLERS);
  const resourceAccount = random.chance(0.8) ? HOME : "777788889999";
  const caller = { principal, resourceAccount, ...REST };
  return {
    answer: () => isContained({ a: { caller, policies: a }, b: { caller, policies: b } }),
    written: JSON.stringify([principal, resourceAccount, ...written]),
    callers: [principal],
    accounts: [resourceAccount],
    documents: [policiesOf(a), policiesOf(b)],
    sides: () => [
      { policies: a, principal },
      { policies: b, principal },
    ],
  };
}

/** Two credentials of one user, most of them with the same policies. Throws PolicyError as layersQuestion does. */
export function callersQuestion(random: Random): RandomQuestion {
  const first = randomSet(random);
  const second = random.chance(0.7) ? { ...first, session: [] } : changed(random, first);
  const [a, b] = [first, second].map(compile) as [PolicySet, PolicySet];
  const own = CALLERS.filter((one) => "arn" in one && one.arn.endsWith("/alice"));
  const [one, other] = [random.one(own), random.one(own)];
  const side = (principal: Principal) => ({ principal, resourceAccount: HOME, ...REST });
  return {
    answer: () =>
      isContained({ a: { caller: side(one), policies: a }, b: { caller: side(other), policies: b } }),
    written: JSON.stringify([one, other, first, second]),
    callers: [one],
    accounts: [HOME],
    documents: [policiesOf(a), policiesOf(b)],
    sides: () => [
      { policies: a, principal: one },
      { policies: b, principal: other },
    ],
  };
}
