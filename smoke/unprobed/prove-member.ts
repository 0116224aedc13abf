// That a user or role of the account is allowed no request of a region: a proof from the policies that IAM lists.

import type { Member } from "../../account/read-account.ts";
import type { Principal } from "../../policy/authorization-request.ts";
import type { Policy, PolicySet } from "../../policy/compiled/policy.ts";
import { evaluate } from "../../policy/evaluate.ts";
import { PolicyError } from "../../policy/policy-error.ts";
import type { Answer } from "../../policy/proof/answer.ts";
import { isContained } from "../../policy/proof/is-contained.ts";
import { regionOf } from "../prediction/region.ts";
import { sayDoubt } from "../prediction/say-doubt.ts";
import { broken, inconclusive, type Judgement } from "../results/judgement.ts";

const NOTHING = regionOf([]);

/** Whether a user or role is allowed no request of a region at all, whatever else the request brings. */
export function proveMember(member: Member, within: Policy, more: PolicySet, accountId: string): Judgement {
  const { arn } = member;
  try {
    const policies = { ...member.policies(), ...more };
    const found = callersOf(member).map((principal) => {
      const caller = { principal, resourceAccount: accountId, free: new Set<string>() };
      const answer = isContained({ a: { caller, policies }, b: { region: NOTHING }, within });
      return judgeAnswer(arn, answer, policies);
    });
    return found.find(({ verdict }) => verdict === "fail") ?? found.find(isOpen) ?? HOLDS;
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return inconclusive("nothing learnt", `It could not be predicted for ${arn}: ${error.message}`);
  }
}

const HOLDS: Judgement = { verdict: "pass", finding: "holds", explanation: "" };
const isOpen = ({ verdict }: Judgement): boolean => verdict === "inconclusive";

// A user may make sessions of its own, with its MFA device, too.
const callersOf = ({ principal }: Member): readonly Principal[] =>
  principal.type === "User"
    ? [principal, ...[false, true].map((mfa) => ({ ...principal, type: "SessionToken", mfa }) as const)]
    : [principal];

function judgeAnswer(arn: string, { verdict, witness, why }: Answer, policies: PolicySet): Judgement {
  if (verdict === "contained" || verdict === "contained but for impossible requests") return HOLDS;
  if (witness === undefined)
    return inconclusive(
      "nothing learnt",
      `It could not be proved for ${arn}: ${why ?? "the proof gave no reason"}`,
    );
  const { inDoubt } = evaluate(witness, policies);
  return inDoubt === undefined
    ? broken("allowed to others", "")
    : inconclusive("in doubt", `${arn} may be allowed it. ${sayDoubt(inDoubt)}`);
}
