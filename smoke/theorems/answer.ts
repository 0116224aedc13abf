// The answer to one question of a theorem: whether all that is allowed lies within one of its limits.

import type { AuthorizationRequest } from "../../policy/authorization-request.ts";
import { covers } from "../../policy/covers.ts";
import { evaluate } from "../../policy/evaluate.ts";
import { type Answer, worst } from "../../policy/proof/answer.ts";
import { isContained, type Options } from "../../policy/proof/is-contained.ts";
import type { KnownActions } from "../../policy/proof/known-actions.ts";
import { isPromised, type Question } from "../../policy/proof/question.ts";
import { callersFor as namedCallers } from "../prediction/concrete-callers.ts";
import { anyoneFor } from "./anyone-for.ts";
import type { Asked } from "./questions.ts";

/** The worst of what was found; a witness is allowed, and lies within none of the limits. */
export function answerOf(asked: Asked, known: KnownActions): Answer {
  const always = allowedAlways(asked);
  if (always !== undefined) return always;
  const { judged: a, within, limits } = asked;
  const answers: Answer[] = [];
  for (const b of limits) {
    const answer = isContained({ a, b, within }, { known, callersFor });
    if (answer.verdict === "contained") return answer;
    answers.push(answer);
  }
  const shown = answers.find(({ witness }) => witness !== undefined && limits.every(excludes(witness)));
  return shown ?? { verdict: "unknown", why: whyOpen(worst(answers)) };
}

const whyOpen = ({ why = "Nothing limits it." }: Answer): string => why;

const excludes =
  (witness: AuthorizationRequest) =>
  (limit: Question["b"]): boolean => {
    if (isPromised(limit)) return !covers(limit.region, witness).covered;
    const { principal, resourceAccount } = limit.caller;
    const account =
      limit.caller.free === "all" || limit.caller.free.size > 0 ? witness.resourceAccount : resourceAccount;
    const request = { ...witness, principal, ...(account !== undefined && { resourceAccount: account }) };
    return evaluate(request, limit.policies).decision !== "allowed";
  };

/** What AWS allows to everyone who signs, or to long-term keys, whatever policies say. */
const ALWAYS = ["sts:GetCallerIdentity", "sts:GetSessionToken"];

// A region counts this as its own, so it is asked by itself.
function allowedAlways({ judged, within, forbidden }: Asked): Answer | undefined {
  if (forbidden === undefined) return undefined;
  const { principal, resourceAccount } = judged.caller;
  for (const action of ALWAYS) {
    const witness = { principal, action, resource: "*", resourceAccount };
    const isAllowed =
      evaluate(witness, judged.policies).decidedBy === "principal" &&
      evaluate(witness, judged.policies).decision === "allowed";
    if (isAllowed && covers(forbidden, witness).covered && covers(within, witness).covered)
      return { verdict: "not contained", witness, why: "AWS allows this whatever policies say." };
  }
  return undefined;
}

// Where the sides have different callers, the resource is of one account for both.
const callersFor: NonNullable<Options["callersFor"]> = (question, model) => {
  const { a, b } = question;
  const isOpenKind = a.caller.free !== "all" && a.caller.free.has("aws:principalaccount");
  const named = isOpenKind || a.caller.principal.type === "AssumedRole" ? anyoneFor : namedCallers;
  return named(question, asSeenByA(model)).map((one) => {
    if (isPromised(b)) return one;
    const caller =
      b.caller === a.caller
        ? one.a.caller
        : { ...b.caller, resourceAccount: one.a.caller.resourceAccount, free: new Set<string>() };
    return { ...one, b: { ...b, caller } };
  });
};

// Where the callers differ, the keys that follow from a caller are in the model once for each side.
const asSeenByA = (model: Parameters<typeof callersFor>[1]): typeof model =>
  new Map([...model].map(([key, state]) => [key.replace(/ OF A$/, ""), state]));
