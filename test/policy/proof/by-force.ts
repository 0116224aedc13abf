// A random question, answered by a proof and by asking evaluate about all requests of a small world.

import type { AuthorizationRequest, Principal } from "../../../policy/authorization-request.ts";
import type { Policy, PolicySet } from "../../../policy/compiled/policy.ts";
import { evaluate } from "../../../policy/evaluate.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import type { PolicyKind } from "../../../policy/policy-document.ts";
import { PolicyError } from "../../../policy/policy-error.ts";
import type { Answer } from "../../../policy/proof/answer.ts";
import { type DocumentKind, isDocumentContained, PARSED_AS } from "../../../policy/proof/documents.ts";
import { isContained } from "../../../policy/proof/is-contained.ts";
import { CALLERS, MORE_CALLERS, requests, sentBy } from "./brute-force.ts";
import { Random } from "./random.ts";
import { randomDocument, randomPair, type WrittenDocument, withPrincipals } from "./random-policies.ts";

export type QuestionKind = DocumentKind | "layers" | "two callers" | "promised";

export interface Outcome {
  readonly answer: Answer;
  /** A request that A allows and B does not, found by asking. */
  readonly difference: AuthorizationRequest | undefined;
  readonly written: string;
}

interface Asked {
  readonly answer: () => Answer;
  readonly written: string;
  readonly callers: readonly Principal[];
  readonly accounts: readonly string[];
  /** The policies of both sides for a caller, or undefined for one that the question is not about. */
  readonly sides: (request: AuthorizationRequest) => readonly [Judged, Judged] | undefined;
}

interface Judged {
  readonly policies: PolicySet;
  readonly principal: Principal;
}

const HOME = "111122223333";
const parse = (document: WrittenDocument, kind: PolicyKind): Policy =>
  parsePolicy(JSON.stringify(document), kind);

const EVERYTHING: WrittenDocument = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};
const ALL = parse(EVERYTHING, "identity");

/** Undefined where the documents are no valid policies. `most` requests are asked at most. */
export function byForce(kind: QuestionKind, seed: number, most: number): Outcome | undefined {
  const random = new Random(seed);
  const asked = question(kind, random);
  if (asked === undefined) return undefined;
  const { written } = asked;
  const answer = asked.answer();
  const next = (limit: number): number => random.below(limit);
  for (const request of requests(written, asked.callers, asked.accounts, next, most)) {
    const sides = asked.sides(request);
    if (sides === undefined) continue;
    const [a, b] = sides;
    if (evaluate(sentBy(a.principal, request), a.policies).decision !== "allowed") continue;
    if (evaluate(sentBy(b.principal, request), b.policies).decision === "allowed") continue;
    return { answer, difference: request, written };
  }
  return { answer, difference: undefined, written };
}

function question(kind: QuestionKind, random: Random): Asked | undefined {
  try {
    if (kind === "layers") return layers(random);
    if (kind === "two callers") return twoCallers(random);
    if (kind === "promised") return promised(random);
    return kind === "resource" ? resourceDocuments(random) : documents(kind, random);
  } catch (error) {
    if (error instanceof PolicyError) return undefined;
    throw error;
  }
}

const isFederated = ({ type }: Principal): boolean => type === "FederatedUser";

function documents(kind: Exclude<DocumentKind, "resource">, random: Random): Asked {
  const written = randomPair(random);
  const [a, b] = written.map((document) => parse(document, PARSED_AS[kind])) as [Policy, Policy];
  const set = (document: Policy, principal: Principal): PolicySet => {
    const session = isFederated(principal) ? { session: [ALL] } : {};
    if (kind === "identity") return { identity: [document], ...session };
    if (kind === "session") return { identity: [ALL], session: [document] };
    if (kind === "boundary") return { identity: [ALL], permissionsBoundary: document, ...session };
    return { identity: [ALL], serviceControl: [[document]], ...session };
  };
  return {
    answer: () => isDocumentContained(kind, a, b),
    written: JSON.stringify(written),
    callers:
      kind === "session" ? CALLERS.filter((one) => isFederated(one) || one.type === "AssumedRole") : CALLERS,
    accounts: [HOME],
    sides: ({ principal }) => [
      { policies: set(a, principal), principal },
      { policies: set(b, principal), principal },
    ],
  };
}

function resourceDocuments(random: Random): Asked {
  const pair = randomPair(random);
  const seed = random.below(1_000_000);
  // Half of the pairs have the same principals.
  const seeds = random.chance(0.5) ? [seed, seed] : [seed, seed + 1];
  const written = pair.map((document, index) => withPrincipals(new Random(seeds[index] ?? 0), document));
  const [a, b] = written.map((document) => parse(document, "resource")) as [Policy, Policy];
  const own = (principal: Principal, resourceAccount: string | undefined): PolicySet => {
    const account = "arn" in principal ? principal.arn.split(":")[4] : undefined;
    if (account === undefined || account === resourceAccount) return {};
    return { identity: [ALL], ...(isFederated(principal) && { session: [ALL] }) };
  };
  return {
    answer: () => isDocumentContained("resource", a, b),
    written: JSON.stringify(written),
    callers: [...CALLERS, ...MORE_CALLERS],
    accounts: [HOME, "777788889999"],
    sides: ({ principal, resourceAccount }) => {
      if (principal.type === "Root" && principal.arn.includes(resourceAccount ?? "")) return undefined;
      const rest = own(principal, resourceAccount);
      return [
        { policies: { ...rest, resource: a }, principal },
        { policies: { ...rest, resource: b }, principal },
      ];
    },
  };
}

/** Policies of every type, most of them on both sides alike. */
function randomSet(random: Random): Readonly<Record<string, readonly WrittenDocument[]>> {
  const some = (probability: number): WrittenDocument[] =>
    random.chance(probability) ? [randomDocument(random)] : [];
  return {
    identity: [randomDocument(random), ...some(0.3)],
    boundary: some(0.15),
    session: some(0.3),
    resource: some(0.4).map((document) => withPrincipals(random, document)),
    serviceControl: some(0.15),
    resourceControl: random.chance(0.2) ? [RCP] : [],
  };
}

const RCP: WrittenDocument = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "arn:aws:s3:::b/a*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ],
};

type WrittenSet = ReturnType<typeof randomSet>;

function compile({
  identity,
  boundary,
  session,
  resource,
  serviceControl,
  resourceControl,
}: WrittenSet): PolicySet {
  const all = (documents: readonly WrittenDocument[] | undefined, kind: PolicyKind): readonly Policy[] =>
    (documents ?? []).map((document) => parse(document, kind));
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
  const name = random.one(Object.keys(set).filter((one) => one !== "resourceControl"));
  const other = randomSet(random)[name] ?? [];
  return { ...set, [name]: random.chance(0.3) ? [] : other };
}

function layers(random: Random): Asked {
  const first = randomSet(random);
  const second = changed(random, first);
  const written = random.chance(0.5) ? [first, second] : [second, first];
  const [a, b] = written.map(compile) as [PolicySet, PolicySet];
  const principal = random.one(random.chance(0.7) ? CALLERS : MORE_CALLERS);
  const resourceAccount = random.chance(0.8) ? HOME : "777788889999";
  const caller = { principal, resourceAccount, free: new Set<string>() };
  return {
    answer: () => isContained({ a: { caller, policies: a }, b: { caller, policies: b } }),
    written: JSON.stringify([principal, resourceAccount, ...written]),
    callers: [principal],
    accounts: [resourceAccount],
    sides: () => [
      { policies: a, principal },
      { policies: b, principal },
    ],
  };
}

function twoCallers(random: Random): Asked {
  const first = randomSet(random);
  const second = random.chance(0.7) ? { ...first, session: [] } : changed(random, first);
  const [a, b] = [first, second].map(compile) as [PolicySet, PolicySet];
  const own = CALLERS.filter((one) => "arn" in one && one.arn.endsWith("/alice"));
  const [one, other] = [random.one(own), random.one(own)];
  const side = (principal: Principal) => ({ principal, resourceAccount: HOME, free: new Set<string>() });
  return {
    answer: () =>
      isContained({ a: { caller: side(one), policies: a }, b: { caller: side(other), policies: b } }),
    written: JSON.stringify([one, other, first, second]),
    callers: [one],
    accounts: [HOME],
    sides: () => [
      { policies: a, principal: one },
      { policies: b, principal: other },
    ],
  };
}

// Within one account, a region as the only identity policy allows what it holds, and what AWS always allows.
function promised(random: Random): Asked {
  const [own, promise] = randomPair(random);
  const others = random.chance(0.5) ? randomSet(random) : {};
  const limit = random.chance(0.4) ? randomDocument(random) : undefined;
  const principal = random.one(CALLERS);
  const alone = (document: WrittenDocument): PolicySet => ({
    identity: [parse(document, "identity")],
    ...(isFederated(principal) && { session: [ALL] }),
  });
  const policies = compile({
    session: isFederated(principal) ? [EVERYTHING] : [],
    ...others,
    identity: [own],
  });
  const [expected, inside] = [alone(promise), limit && alone(limit)];
  const [region, within] = [promise, limit].map((document) => document && parse(document, "identity"));
  if (region === undefined) throw new Error("A pair has two documents.");
  const caller = { principal, resourceAccount: HOME, free: new Set<string>() };
  return {
    answer: () => isContained({ a: { caller, policies }, b: { region }, ...(within && { within }) }),
    written: JSON.stringify([principal, own, others, promise, limit]),
    callers: [principal],
    accounts: [HOME],
    sides: (request) =>
      inside !== undefined && evaluate(sentBy(principal, request), inside).decision !== "allowed"
        ? undefined
        : [
            { policies, principal },
            { policies: expected, principal },
          ],
  };
}
