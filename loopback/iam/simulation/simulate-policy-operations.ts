// SimulateCustomPolicy and SimulatePrincipalPolicy. Session policies and federated callers are outside their contract,
// on AWS as here: to see what a session may do, call with the session itself.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
import type {
  SimulateCustomPolicyRequest,
  SimulatePolicyResponse,
  SimulatePrincipalPolicyRequest,
} from "@aws-sdk/client-iam";
import { arnAccount } from "../../../policy/arn.ts";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Call, Operation } from "../../operation.ts";
import type { Constraints } from "../../wire/constraint.ts";
import { paging, policyArn, policyDocument } from "../constraints.ts";
import { onEntity } from "../entities/entity.ts";
import { pageOf } from "../page.ts";
import { boundaryOf, policySource, type Source, sourcesOf } from "./policy-source.ts";
import { simulatedCaller } from "./simulated-caller.ts";
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
    ...simulatedCaller(caller, call, input.ContextEntries),
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
