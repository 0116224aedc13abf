// Random questions about two documents of one kind.

import type { Principal } from "../../../policy/authorization-request.ts";
import type { Policy, PolicySet } from "../../../policy/compiled/policy.ts";
import { type DocumentKind, isDocumentContained, PARSED_AS } from "../../../policy/proof/documents.ts";
import { CALLERS, MORE_CALLERS } from "./brute-force.ts";
import { Random } from "./random.ts";
import { randomPair, withPrincipals } from "./random-policies.ts";
import { ALL, HOME, isFederated, parse, type RandomQuestion } from "./random-question.ts";

type AttachedKind = Exclude<DocumentKind, "resource">;

function setOf(kind: AttachedKind, document: Policy, principal: Principal): PolicySet {
  const session = isFederated(principal) ? { session: [ALL] } : {};
  if (kind === "identity") return { identity: [document], ...session };
  if (kind === "session") return { identity: [ALL], session: [document] };
  if (kind === "boundary") return { identity: [ALL], permissionsBoundary: document, ...session };
  return { identity: [ALL], serviceControl: [[document]], ...session };
}

/** Throws PolicyError where the documents are no valid policies. */
export function documentQuestion(kind: AttachedKind, random: Random): RandomQuestion {
  const written = randomPair(random);
  const [a, b] = written.map((document) => parse(document, PARSED_AS[kind])) as [Policy, Policy];
  const isAsked = ({ type }: Principal): boolean =>
    kind !== "session" || type === "FederatedUser" || type === "AssumedRole";
  return {
    answer: () => isDocumentContained(kind, a, b),
    written: JSON.stringify(written),
    callers: CALLERS.filter(isAsked),
    accounts: [HOME],
    documents: [[a], [b]],
    sides: ({ principal }) => [
      { policies: setOf(kind, a, principal), principal },
      { policies: setOf(kind, b, principal), principal },
    ],
  };
}

/** Throws PolicyError where the documents are no valid policies. */
export function resourceQuestion(random: Random): RandomQuestion {
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
    documents: [[a], [b]],
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
