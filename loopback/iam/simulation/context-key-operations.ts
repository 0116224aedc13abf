// The condition keys that policies ask for: GetContextKeysForCustomPolicy and GetContextKeysForPrincipalPolicy.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html
import type {
  GetContextKeysForCustomPolicyRequest,
  GetContextKeysForPolicyResponse,
  GetContextKeysForPrincipalPolicyRequest,
} from "@aws-sdk/client-iam";
import type { Policy } from "../../../policy/compiled/policy.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import type { PolicyKind } from "../../../policy/policy-document.ts";
import { PolicyError } from "../../../policy/policy-error.ts";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Operation } from "../../operation.ts";
import { policyArn as arn, policyDocument } from "../constraints.ts";
import { onEntity } from "../entities/entity.ts";
import { policySource, sourcesOf } from "./policy-source.ts";

/** A document given to the simulator. @throws AwsError InvalidInput for a text that is no policy. */
export function simulated(document: string, kind: PolicyKind): Policy {
  try {
    return parsePolicy(document, kind, { quota: Number.POSITIVE_INFINITY });
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new AwsError("InvalidInput", error.message);
  }
}

/** The keys of conditions and policy variables, each once, as they are first written. */
export function contextKeys(policies: readonly Policy[]): string[] {
  const found = policies.flatMap(({ version, statements }) =>
    statements.flatMap(({ conditions, resource }) => {
      const texts = [...conditions.flatMap(({ values }) => values), ...(resource?.values ?? [])];
      const variables = version === "2012-10-17" ? texts.flatMap(variablesOf) : [];
      return [...conditions.map(({ key }) => key), ...variables];
    }),
  );
  const once = new Map(found.map((key) => [key.toLowerCase(), key]).toReversed() as [string, string][]);
  return [...once.values()].sort();
}

const variablesOf = (text: string): string[] =>
  [...text.matchAll(/\$\{([^}*?$,]+)/g)].map(([, key = ""]) => key.trim());

const custom: Operation<GetContextKeysForCustomPolicyRequest, GetContextKeysForPolicyResponse> = {
  takes: ["PolicyInputList"],
  constraints: { PolicyInputList: { item: policyDocument } },
  requires: () => [{ action: "iam:GetContextKeysForCustomPolicy", resource: "*" }],
  handle: ({ PolicyInputList = [] }) => ({
    ContextKeyNames: contextKeys(PolicyInputList.map((document) => simulated(document, "identity"))),
  }),
};

const principal: Operation<GetContextKeysForPrincipalPolicyRequest, GetContextKeysForPolicyResponse> = {
  takes: ["PolicySourceArn", "PolicyInputList"],
  constraints: { PolicySourceArn: arn, PolicyInputList: { item: policyDocument } },

  requires({ PolicySourceArn = "" }, call) {
    const { type, name } = policySource(PolicySourceArn);
    return [onEntity(type, "iam:GetContextKeysForPrincipalPolicy", name, call)];
  },

  handle({ PolicySourceArn = "", PolicyInputList = [] }, call) {
    const own = sourcesOf(policySource(PolicySourceArn), call).map(({ document }) => document);
    const policies = [...own, ...PolicyInputList].map((document) => simulated(document, "identity"));
    return { ContextKeyNames: contextKeys(policies) };
  },
};

export const contextKeyOperations: Readonly<Record<string, AnyOperation>> = {
  GetContextKeysForCustomPolicy: custom,
  GetContextKeysForPrincipalPolicy: principal,
};
