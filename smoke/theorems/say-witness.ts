// The request that breaks a theorem, in words, and what allows it.

import type { AuthorizationRequest } from "../../policy/authorization-request.ts";
import type { Policy, PolicySet } from "../../policy/compiled/policy.ts";
import type { Determining } from "../../policy/decision.ts";
import { evaluate } from "../../policy/evaluate.ts";
import type { ConditionElement } from "../../policy/policy-document.ts";
import { regionInWords, statementInWords } from "../../policy/words/region.ts";
import type { Document } from "../prediction/documents.ts";
import { present } from "../sessions/identity.ts";
import type { Asked, World } from "./questions.ts";

/** Sentences: who may make which request, and the statement of each document that allows it. */
export function sayWitness(
  { judged, caller, place }: Asked,
  witness: AuthorizationRequest,
  world: World,
): readonly string[] {
  const { because, decidedBy } = evaluate(witness, judged.policies);
  const documents = documentsOf(world);
  const by = because.flatMap((one) => sayStatement(one, judged.policies, documents));
  return [
    `${caller} may, ${place}: ${requestInWords(witness)}.`,
    ...(decidedBy === "principal" ? ["AWS allows it whatever policies say."] : by),
    ...(decidedBy !== "principal" && by.length === 0 ? ["No policy of the deployment denies it."] : []),
  ];
}

/** `s3:GetObject on object k of bucket inside when aws:Referer is x` */
export const requestInWords = ({ action, resource, context = {} }: AuthorizationRequest): string =>
  regionInWords(
    {
      action: { negated: false, values: [action] },
      resource: { negated: false, values: [resource] },
      conditions: Object.entries(context).map(([key, value]) => ({ ...IS, key, values: [value].flat() })),
    },
    {},
  );

const IS: Pick<ConditionElement, "operator" | "ifExists"> = { operator: "StringEquals", ifExists: false };

// What stands for the policies of others is no document.
function sayStatement(
  one: Determining,
  policies: PolicySet,
  documents: readonly Document[],
): readonly string[] {
  const policy = policyOf(one, policies);
  const document = documents.find((each) => policy !== undefined && isPartOf(policy, each.policy));
  const statement = policy?.statements.find(({ index }) => index === one.statement);
  if (document === undefined || statement === undefined) return [];
  return [
    `It is allowed by ${statementInWords(one)} of ${document.title}: ${regionInWords(statement, { atMost: 4 })}.`,
  ];
}

const isPartOf = (part: Policy, whole: Policy): boolean =>
  part === whole || part.statements.every((statement) => whole.statements.includes(statement));

function policyOf({ policy, index }: Determining, policies: PolicySet): Policy | undefined {
  const { identity = [], session = [], permissionsBoundary, resource } = policies;
  switch (policy) {
    case "identity":
      return identity[index];
    case "session":
      return session[index];
    case "permissionsBoundary":
      return permissionsBoundary;
    default:
      return policy === "resource" ? resource : undefined;
  }
}

function documentsOf({ documents, target }: World): readonly Document[] {
  const buckets = [target.bucket, target.outsideBucket].filter((bucket) => bucket !== undefined);
  return [
    documents.broker,
    ...(documents.boundary === undefined ? [] : [documents.boundary]),
    ...buckets.map((bucket) => documents.ofBucket(bucket)),
    ...present(target).flatMap((principal) => documents.ofSession(principal)),
  ];
}
