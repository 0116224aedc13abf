// The policy simulator's answers: the decision of policy/ for each action and resource, and the matching statements.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
import type { EvaluationResult, Statement } from "@aws-sdk/client-iam";
import type {
  AuthorizationRequest,
  Principal,
  RequestContext,
} from "../../../policy/authorization-request.ts";
import type { Policy } from "../../../policy/compiled/policy.ts";
import type { Decision } from "../../../policy/decision.ts";
import { evaluateStrictly } from "../../../policy/evaluate.ts";
import { contextKeys, simulated } from "./context-key-operations.ts";
import type { Source } from "./policy-source.ts";
import { statementPositions } from "./statement-position.ts";

interface Simulation {
  readonly identity: readonly Source[];
  readonly boundary?: Source;
  readonly resource?: Source;
  readonly principal: Principal;
  /** The caller's keys are known where a user is simulated. */
  readonly knownKeys: readonly string[];
  readonly context: RequestContext;
  readonly resourceAccount?: string;
}

/** Answers for one action on one resource. */
type Simulate = (action: string, resource: string) => EvaluationResult;

/** @throws AwsError InvalidInput for a text that is no policy. */
export function simulator(simulation: Simulation): Simulate {
  const { principal, context, resourceAccount } = simulation;
  const identity = simulation.identity.map(({ document }) => simulated(document, "identity"));
  const boundary = simulation.boundary && simulated(simulation.boundary.document, "boundary");
  const resourcePolicy = simulation.resource && simulated(simulation.resource.document, "resource");
  const missing = missingKeys([...identity, ...(boundary ? [boundary] : [])], simulation);
  return (action, resource) => {
    const request = {
      ...{ principal, action, resource, context, contextIsWhole: true },
      ...(resourceAccount && { resourceAccount }),
    };
    const decision = evaluateStrictly(request, {
      identity,
      ...(boundary && { permissionsBoundary: boundary }),
      ...(resourcePolicy && { resource: resourcePolicy }),
    });
    return result(request, decision, matched(decision, simulation), missing, boundary);
  };
}

/** For a list of resources, each result repeats its decision and its missing keys per resource. */
function result(
  request: AuthorizationRequest,
  { decision }: Decision,
  MatchedStatements: Statement[],
  MissingContextValues: string[],
  boundary: Policy | undefined,
): EvaluationResult {
  const { action, resource } = request;
  const detail = boundary && { PermissionsBoundaryDecisionDetail: boundaryDetail(request, boundary) };
  const all = resource === "*";
  const specific = {
    ...{
      EvalResourceName: resource,
      EvalResourceDecision: decision,
      MatchedStatements,
      MissingContextValues,
    },
    ...detail,
  };
  return {
    ...{ EvalActionName: action, EvalResourceName: resource, EvalDecision: decision, MatchedStatements },
    MissingContextValues: all ? MissingContextValues : [],
    ...detail,
    ...(!all && { EvalDecisionDetails: {}, ResourceSpecificResults: [specific] }),
  };
}

const boundaryDetail = (request: AuthorizationRequest, boundary: Policy) => ({
  AllowedByPermissionsBoundary: evaluateStrictly(request, { identity: [boundary] }).decision === "allowed",
});

function matched({ because }: Decision, { identity, boundary, resource }: Simulation): Statement[] {
  return because.flatMap(({ policy, index, statement }) => {
    const sources = {
      identity: identity[index],
      permissionsBoundary: boundary,
      resource,
      session: undefined,
      serviceControl: undefined,
      resourceControl: undefined,
      principal: undefined,
    };
    const source = sources[policy];
    if (source === undefined) return [];
    const type = policy === "resource" ? "Resource Policy" : "IAM Policy";
    return [
      {
        SourcePolicyId: source.id,
        // The API reference lists other values; AWS sends these.
        SourcePolicyType: type as Statement["SourcePolicyType"] & string,
        ...statementPositions(source.document)[statement],
      },
    ];
  });
}

function missingKeys(policies: readonly Policy[], { context, knownKeys }: Simulation): string[] {
  const given = new Set([...Object.keys(context), ...knownKeys].map((key) => key.toLowerCase()));
  return contextKeys(policies).filter((key) => !given.has(key.toLowerCase()));
}
