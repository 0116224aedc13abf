// Reverse promises beyond the table: who else in the account may do it, by the policies that IAM lists.

import { type Member, readAccount } from "../../account/read-account.ts";
import type { AuthorizationRequest } from "../../policy/authorization-request.ts";
import type { PolicySet } from "../../policy/compiled/policy.ts";
import type { Decision } from "../../policy/decision.ts";
import { evaluate } from "../../policy/evaluate.ts";
import { compilePattern } from "../../policy/patterns/compile-pattern.ts";
import { PolicyError } from "../../policy/policy-error.ts";
import { readFailure } from "../calls/aws-failure.ts";
import { closeClients, openClients } from "../calls/clients.ts";
import { Retries } from "../calls/retries.ts";
import type { Target } from "../deployment/target.ts";
import { callRequest } from "../prediction/call-context.ts";
import type { Documents } from "../prediction/documents.ts";
import { regionOf } from "../prediction/region.ts";
import { statementsOf } from "../prediction/row-region.ts";
import type { Only, Promised } from "../promises.ts";
import { resources } from "../resources.ts";
import { broken, inconclusive, type Judgement } from "../results/judgement.ts";
import { EVERYONE_ELSE, type EveryoneElseRow } from "../results/row-result.ts";
import { sayFailure } from "../sessions/sessions.ts";
import { isArn } from "../validation/reverse-promises.ts";
import { proveMember } from "./prove-member.ts";

interface EveryoneElse {
  readonly rows: readonly EveryoneElseRow[];
  /** The promises for which the operator may not read the account's policies. */
  readonly unasked: readonly Promised[];
}

/** One row for each reverse promise about the whole account. */
export async function judgeEveryoneElse(
  reverse: readonly Only[],
  target: Target,
  documents: Documents,
  now: Date,
  signal?: AbortSignal,
): Promise<EveryoneElse> {
  const promised = reverse.filter(({ wholeAccount }) => wholeAccount === true);
  if (promised.length === 0) return { rows: [], unasked: [] };
  if (target.operator === undefined) return { rows: [], unasked: promised.map(promisedOf) };
  const operator = openClients(target, target.operator, new Retries(), signal);
  try {
    const members = await readAccount(operator.iam, target.accountId, target.partition);
    const others = members.filter((member) => !isExempt(member, target, documents, now));
    return {
      rows: promised.map((only) => rowOf(only, judge(only, others, target, documents))),
      unasked: [],
    };
  } catch (thrown) {
    if (isDenied(thrown)) return { rows: [], unasked: promised.map(promisedOf) };
    const explanation = `The account's policies could not be read: ${sayFailure(thrown)}.`;
    const unknown = inconclusive("nothing learnt", explanation);
    return { rows: promised.map((only) => rowOf(only, unknown)), unasked: [] };
  } finally {
    closeClients(operator);
  }
}

const isDenied = (thrown: unknown): boolean => readFailure(thrown).code === "AccessDenied";

function judge(
  { only, ...call }: Only,
  members: readonly Member[],
  target: Target,
  documents: Documents,
): Judgement {
  const resource = resources[call.resource]?.(target, "federation-broker-probe");
  if (resource === undefined) throw new Error("this reverse promise was not validated");
  const named = only.filter(isArn).map(compilePattern);
  const asked = members.filter(({ arn }) => !named.some((takes) => takes(arn)));
  const within = regionOf(statementsOf(call, "Allow", target));
  const { bucket } = resource;
  const more: PolicySet = bucket === undefined ? {} : { resource: documents.ofBucket(bucket).policy };
  const proved = asked.map(
    (member) => [member.arn, proveMember(member, within, more, target.accountId)] as const,
  );
  const may = proved.filter(([, { verdict }]) => verdict === "fail").map(([arn]) => arn);
  if (may.length > 0) {
    const explanation = `Only ${only.join(", ") || "nobody"} may do it, but the policies that IAM lists allow it to ${may.join(", ")}, too.`;
    return broken("allowed to others", explanation);
  }
  const open = proved.find(([, { verdict }]) => verdict === "inconclusive");
  return open?.[1] ?? { verdict: "pass", finding: "holds", explanation: "" };
}

const isCertainlyAllowed = ({ decision, inDoubt }: Decision): boolean =>
  decision === "allowed" && inDoubt === undefined;

// A policy that cannot be read denies, and the error says so.
function decideBy({ policies }: Member, request: AuthorizationRequest, more: PolicySet): Decision {
  try {
    return evaluate(request, { ...policies(), ...more });
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return { decision: "implicitDeny", decidedBy: "identity", because: [], error: error.message };
  }
}

// The broker has promises of its own. An administrator who may change its policies can undo every promise.
function isExempt(member: Member, target: Target, documents: Documents, now: Date): boolean {
  const resource = target.broker.userArn;
  if (member.arn === resource) return true;
  const asked = { principal: member.principal, action: "iam:PutUserPolicy", resource };
  return isCertainlyAllowed(decideBy(member, callRequest(asked, target, documents, now, {}), {}));
}

const promisedOf = ({ action, resource, context }: Only): Promised => ({
  principal: EVERYONE_ELSE,
  action,
  resource,
  ...(context === undefined ? {} : { context }),
  expect: "denied",
});

const rowOf = (only: Only, judgement: Judgement): EveryoneElseRow => ({
  ...promisedOf(only),
  ...judgement,
  advice: judgement.verdict === "fail" ? [ADVICE] : [],
});

const ADVICE =
  "Name them in reversePromises of smoke/promises.ts if they should be allowed it; otherwise narrow their policies.";
