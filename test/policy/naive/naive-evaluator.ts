// A second evaluator, written from AWS's pages and as plainly as can be: it reads the documents as they are,
// turns patterns into regular expressions and tries everything in turn. It shares no code with policy/.
import type { AuthorizationRequest } from "../../../policy/authorization-request.ts";
import type { Document, Documents } from "../parse-documents.ts";
import { conditionsHold } from "./naive-conditions.ts";
import { keyValue } from "./naive-keys.ts";
import { expression, listOf, resourceExpression } from "./naive-patterns.ts";
import { accountIn, callerOf, isRoot, statementStrength } from "./naive-principals.ts";
import type { Statement } from "./naive-statement.ts";

export type Answer = "allowed" | "explicitDeny" | "implicitDeny";

const statementsOf = (documents: readonly Document[] | undefined): { statement: Statement; old: boolean }[] =>
  (documents ?? []).flatMap((document) => {
    const { Version, Statement: statements } = document as {
      Version?: string;
      Statement: Statement | Statement[];
    };
    return listOf(statements).map((statement) => ({ statement, old: Version !== "2012-10-17" }));
  });

function actionMatches({ Action, NotAction }: Statement, action: string): boolean {
  const matches = (patterns: string[]): boolean =>
    patterns.some((pattern) => expression(pattern, undefined, true, "i")?.test(action));
  return Action === undefined ? !matches(listOf(NotAction)) : matches(listOf(Action));
}

function resourceMatches(statement: Statement, old: boolean, request: AuthorizationRequest): boolean {
  const { Effect, Resource, NotResource } = statement;
  const values = old ? undefined : (key: string): string | undefined => keyValue(request, key);
  const expressions = listOf(Resource ?? NotResource).map((pattern) =>
    pattern === "*"
      ? /^/
      : resourceExpression(pattern, values, (Effect === "Deny") === (Resource !== undefined)),
  );
  const listed = expressions.some((one) => one?.test(request.resource));
  if (Resource !== undefined) return listed;
  return !listed && !(Effect === "Allow" && expressions.includes(undefined));
}

/** The strengths with which the statements of one effect apply. */
function applying(
  request: AuthorizationRequest,
  documents: readonly Document[] | undefined,
  effect: "Allow" | "Deny",
  bounded = false,
): number[] {
  return statementsOf(documents)
    .filter(({ statement }) => statement.Effect === effect)
    .filter(({ statement }) => actionMatches(statement, request.action))
    .filter(({ statement, old }) => resourceMatches(statement, old, request))
    .filter(({ statement, old }) => conditionsHold(statement.Condition ?? {}, old, request))
    .map(({ statement }) => statementStrength(statement, request.principal, bounded))
    .filter((found) => found > 0);
}

/** What AWS would answer. Knows nothing of calls to IAM and STS that some sessions may never make. */
export function naiveEvaluate(asked: AuthorizationRequest, documents: Documents): Answer {
  const partition = "arn" in asked.principal ? asked.principal.arn.split(":")[1] : "aws";
  const listing = asked.action === "s3:ListAllMyBuckets" && asked.resource === "*";
  const request = listing ? { ...asked, resource: `arn:${partition}:s3:::*` } : asked;
  const { principal } = request;
  const caller = callerOf(principal);
  const root = caller !== undefined && principal.type !== "FederatedUser" && isRoot(caller.arn);
  const rootMade = principal.type === "FederatedUser" && isRoot(principal.user);
  const owns = caller !== undefined && !root && !rootMade;
  const hasSession = caller !== undefined && !root;

  const identity = owns ? documents.identity : undefined;
  const boundary = owns && documents.permissionsBoundary ? [documents.permissionsBoundary] : undefined;
  const session = hasSession ? documents.session : undefined;
  const home = request.resourceAccount ?? accountIn(request.resource) ?? caller?.account;
  const rootsOwn =
    root && home === caller?.account && /^s3:(Get|Put|Delete)BucketPolicy$/i.test(request.action);
  const resource = documents.resource && !rootsOwn ? [documents.resource] : [];
  const linked = principal.type === "AssumedRole" && principal.role.includes(":role/aws-service-role/");
  const service = caller && !linked ? (documents.serviceControl ?? []) : [];
  const control = linked ? [] : (documents.resourceControl ?? []);

  const everything = [identity ?? [], boundary ?? [], session ?? [], resource, ...service, ...control];
  if (everything.some((one) => applying(request, one, "Deny", boundary !== undefined).length > 0))
    return "explicitDeny";
  const allows = (one: readonly Document[] | undefined): boolean =>
    applying(request, one, "Allow").length > 0;
  if (![...control, ...service].every(allows)) return "implicitDeny";

  const grants = applying(request, resource, "Allow");
  if (caller === undefined) return grants.length > 0 ? "allowed" : "implicitDeny";
  const owner = request.resourceAccount ?? accountIn(request.resource) ?? caller.account;
  const identityAllows = root || rootMade || allows(identity);
  const cut =
    (boundary === undefined || allows(boundary)) &&
    (principal.type === "FederatedUser" || session !== undefined ? allows(session) : true);
  if (owner !== caller.account)
    return grants.length > 0 && identityAllows && cut ? "allowed" : "implicitDeny";
  const isKey = /^arn:aws:kms:.*:key\//.test(request.resource);
  if (isKey && documents.resource !== undefined && grants.length === 0) return "implicitDeny";
  if (grants.includes(3)) return "allowed";
  return (identityAllows || grants.includes(2)) && cut ? "allowed" : "implicitDeny";
}
