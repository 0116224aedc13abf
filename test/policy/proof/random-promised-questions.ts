// Random questions about what a caller may do, against a region of requests, some within another one.

import type { Principal } from "../../../policy/authorization-request.ts";
import type { PolicySet } from "../../../policy/compiled/policy.ts";
import type { Decision } from "../../../policy/decision.ts";
import { evaluate } from "../../../policy/evaluate.ts";
import { isContained } from "../../../policy/proof/is-contained.ts";
import { policiesOf } from "../../../policy/proof/open-readings.ts";
import { CALLERS, sentBy } from "./brute-force.ts";
import type { Random } from "./random.ts";
import { randomDocument, randomPair, type WrittenDocument } from "./random-policies.ts";
import { ALL, HOME, isFederated, parse, type RandomQuestion } from "./random-question.ts";
import { compile, EVERYTHING, randomSet } from "./random-set-questions.ts";

// Within one account, a region as the only identity policy allows what it holds, and what AWS always allows.
const alone = (document: WrittenDocument, principal: Principal): PolicySet => ({
  identity: [parse(document, "identity")],
  ...(isFederated(principal) && { session: [ALL] }),
});

// What is in doubt counts as one of the limit's requests.
const isOutside = ({ decision, error }: Decision): boolean => decision !== "allowed" && error === undefined;

/** Throws PolicyError where the documents are no valid policies. */
export function promisedQuestion(random: Random): RandomQuestion {
  const [own, promise] = randomPair(random);
  const others = random.chance(0.5) ? randomSet(random) : {};
  const limit = random.chance(0.4) ? randomDocument(random) : undefined;
  const principal = random.one(CALLERS);
  const policies = compile({
    session: isFederated(principal) ? [EVERYTHING] : [],
    ...others,
    identity: [own],
  });
  const [expected, inside] = [alone(promise, principal), limit && alone(limit, principal)];
  const region = parse(promise, "identity");
  const within = limit && parse(limit, "identity");
  const caller = { principal, resourceAccount: HOME, free: new Set<string>() };
  return {
    answer: () => isContained({ a: { caller, policies }, b: { region }, ...(within && { within }) }),
    written: JSON.stringify([principal, own, others, promise, limit]),
    callers: [principal],
    accounts: [HOME],
    documents: [policiesOf(policies), [region, ...(within === undefined ? [] : [within])]],
    sides: (request) =>
      inside !== undefined && isOutside(evaluate(sentBy(principal, request), inside))
        ? undefined
        : [
            { policies, principal },
            { policies: expected, principal },
          ],
  };
}
