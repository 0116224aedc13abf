// SimulateCustomPolicy and SimulatePrincipalPolicy. Session policies and federated callers are outside their contract,
// on AWS as here: what a session may do is asked of the session itself.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
import type {
  ContextEntry,
  SimulateCustomPolicyRequest,
  SimulatePolicyResponse,
  SimulatePrincipalPolicyRequest,
} from "@aws-sdk/client-iam";
import { arnAccount, arnName, assumedRoleArn, parseArn, roleArn } from "../../policy/arn.ts";
import type { Principal, RequestContext } from "../../policy/types.ts";
import { AwsError } from "../aws-error.ts";
import type { AnyOperation, Call, Operation } from "../operation.ts";
import { userNamed } from "../store/users.ts";
import type { Constraints } from "../wire/constraints.ts";
import { paging, policyArn, policyDocument } from "./constraints.ts";
import { onEntity } from "./entities.ts";
import { pageOf } from "./page.ts";
import { boundaryOf, policySource, type Source, sourcesOf } from "./policy-source.ts";
import { simulator } from "./simulation.ts";

const name = { min: 1, max: 2048 };
const types = ["string", "numeric", "boolean", "ip", "binary", "date"];

const constraints: Constraints = {
  PolicyInputList: { item: policyDocument },
  PermissionsBoundaryPolicyInputList: { item: policyDocument },
  ActionNames: { item: { min: 3, max: 128 } },
  ResourceArns: { item: name },
  ResourcePolicy: policyDocument,
  ResourceOwner: name,
  CallerArn: name,
  ContextEntries: {
    item: {
      members: {
        ContextKeyName: { min: 5, max: 256 },
        ContextKeyType: { values: types.flatMap((type) => [type, `${type}List`]) },
      },
    },
  },
  ...paging,
};

const takes = Object.keys(constraints) as (keyof SimulateCustomPolicyRequest &
  keyof SimulatePrincipalPolicyRequest)[];

const custom: Operation<SimulateCustomPolicyRequest, SimulatePolicyResponse> = {
  takes,
  constraints,
  requires: () => [{ action: "iam:SimulateCustomPolicy", resource: "*" }],
  handle: (input, call) => simulate(input, call, [], undefined, input.CallerArn),
};

const principal: Operation<SimulatePrincipalPolicyRequest, SimulatePolicyResponse> = {
  takes: ["PolicySourceArn", ...takes],
  constraints: { PolicySourceArn: policyArn, ...constraints },

  requires({ PolicySourceArn = "" }, call) {
    const { type, name } = policySource(PolicySourceArn);
    return [onEntity(type, "iam:SimulatePrincipalPolicy", name, call)];
  },

  handle(input, call) {
    const { PolicySourceArn = "", CallerArn } = input;
    const source = policySource(PolicySourceArn);
    const caller = CallerArn ?? (source.type.kind === "User" ? PolicySourceArn : undefined);
    const own = sourcesOf(source, call);
    return simulate({ PolicyInputList: [], ...input }, call, own, boundaryOf(source, call), caller);
  },
};

export const simulationOperations: Readonly<Record<string, AnyOperation>> = {
  SimulateCustomPolicy: custom,
  SimulatePrincipalPolicy: principal,
};

function simulate(
  input: SimulateCustomPolicyRequest,
  call: Call,
  own: readonly Source[],
  ownBoundary: Source | undefined,
  caller: string | undefined,
): SimulatePolicyResponse {
  const { ActionNames = [], ResourceArns = ["*"], ResourcePolicy, ResourceOwner } = input;
  const wrong = ActionNames.find((action) => !/^[\w-]+:[\w*?]+$/.test(action));
  if (wrong !== undefined) throw new AwsError("InvalidInput", `Invalid action name: ${wrong}`);
  if (ResourcePolicy !== undefined && caller === undefined)
    throw new AwsError("InvalidInput", "CallerArn is required with a ResourcePolicy.");
  const [replaced] = numbered("PermissionsBoundaryPolicyInputList", input.PermissionsBoundaryPolicyInputList);
  const boundary = replaced ?? ownBoundary;
  const owner = ResourceOwner === undefined ? undefined : (arnAccount(ResourceOwner) ?? ResourceOwner);
  const answer = simulator({
    identity: [...own, ...numbered("PolicyInputList", input.PolicyInputList)],
    ...(boundary && { boundary }),
    ...(ResourcePolicy !== undefined && { resource: { id: "ResourcePolicy", document: ResourcePolicy } }),
    ...callerOf(caller, call, contextOf(input.ContextEntries)),
    ...(owner !== undefined && { resourceAccount: owner }),
  });
  const asked = ActionNames.flatMap((action) => ResourceArns.map((resource) => ({ action, resource }))).map(
    (pair, place) => ({ ...pair, place: String(place).padStart(6, "0") }),
  );
  const { items, ...rest } = pageOf(asked, input, ({ place }) => place);
  return { EvaluationResults: items.map(({ action, resource }) => answer(action, resource)), ...rest };
}

const numbered = (list: string, documents: readonly string[] = []): Source[] =>
  documents.map((document, index) => ({ id: `${list}.${index + 1}`, document }));

/** Who is simulated as calling: a user, or else somebody of the account of whom nothing is known. */
function callerOf(
  arn: string | undefined,
  { account }: Call,
  context: RequestContext,
): { principal: Principal; knownKeys: readonly string[]; context: RequestContext } {
  if (arn === undefined) {
    const session = assumedRoleArn(account.id, "simulated", "simulated");
    const role = roleArn(account.id, "/", "simulated");
    return { principal: { type: "AssumedRole", arn: session, role }, knownKeys: [], context };
  }
  if (parseArn(arn)?.service !== "iam" || policySource(arn).type.kind !== "User")
    throw new AwsError(
      "InvalidInput",
      `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`,
    );
  const user = userNamed(account.store, arnName(arn));
  const principal: Principal = { type: "User", arn, ...(user && { tags: user.tags }) };
  const knownKeys = ["aws:username", "aws:userid", "aws:PrincipalArn", "aws:PrincipalAccount"];
  return { principal, knownKeys, context: { ...(user && { "aws:userid": user.id }), ...context } };
}

/** A list's type makes several values of a key, any other type one. */
function contextOf(entries: readonly ContextEntry[] = []): RequestContext {
  return Object.fromEntries(
    entries.map(({ ContextKeyName = "", ContextKeyValues = [], ContextKeyType = "string" }) => [
      ContextKeyName,
      ContextKeyType.endsWith("List") ? ContextKeyValues : (ContextKeyValues[0] ?? ""),
    ]),
  );
}
