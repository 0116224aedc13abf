// A second evaluator, written from AWS's pages and as plainly as can be: it reads the documents as they are,
// turns patterns into regular expressions and tries everything in turn. It shares no code with policy/.
import type { Principal } from "../../../policy/authorization-request.ts";
import type { Document, Documents } from "../parse-documents.ts";
import { conditionsHold } from "./naive-conditions.ts";
import { guesses } from "./naive-guesses.ts";
import { keyValue, ownerOf } from "./naive-keys.ts";
import { expression, listOf, resourceExpression } from "./naive-patterns.ts";
import { callerOf, EVERYONE, isAccountItself, isRoot, statementStrength } from "./naive-principals.ts";
import type { Question } from "./naive-question.ts";
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

function resourceMatches(statement: Statement, old: boolean, request: Question): boolean {
  const { Effect, Resource, NotResource } = statement;
  const values = old ? undefined : (key: string): string | undefined => keyValue(request, key);
  const expressions = listOf(Resource ?? NotResource).map((pattern) =>
    pattern === "*"
      ? /^/
      : resourceExpression(pattern, values, (Effect === "Deny") === (Resource !== undefined)),
  );
  const listed = expressions.some((one) => one?.test(request.resource));
  const open = expressions.includes(undefined) && (Effect === "Deny" || Resource === undefined);
  if (open && request.others?.includes("variable-without-value")) return false;
  return listed === (Resource !== undefined);
}

const cutsEveryone = ({ principal, others }: Question): boolean =>
  principal.type === "FederatedUser" && others?.includes("everyone-and-session-policy") === true;

/** The strengths with which the statements of one effect apply. */
function applying(
  request: Question,
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
    .map((strength) => (cutsEveryone(request) && strength === EVERYONE ? 2 : Math.min(strength, 3)))
    .filter((found) => found > 0);
}

const isMadeByRoot = (principal: Principal): boolean =>
  principal.type === "FederatedUser" && isRoot(principal.user);

/** Root may always repair the policy of a bucket of its account. */
const isRootsOwn = (request: Question): boolean =>
  isAccountItself(request.principal) &&
  ownerOf(request) === callerOf(request.principal)?.account &&
  /^s3:(Get|Put|Delete)BucketPolicy$/i.test(request.action);

/** The documents that apply to this caller. */
function speaking(request: Question, documents: Documents) {
  const { principal } = request;
  const caller = callerOf(principal);
  const hasSession = caller !== undefined && !isAccountItself(principal);
  const owns = hasSession && !isMadeByRoot(principal);
  const linked = principal.type === "AssumedRole" && principal.role.includes(":role/aws-service-role/");
  return {
    identity: owns ? documents.identity : undefined,
    boundary: owns && documents.permissionsBoundary ? [documents.permissionsBoundary] : undefined,
    session: hasSession ? documents.session : undefined,
    resource: documents.resource && !isRootsOwn(request) ? [documents.resource] : [],
    // Beside RCPFullAWSAccess, which is always attached, resource control policies only take away.
    takingAway: linked ? [] : (documents.resourceControl ?? []).flat(),
    control: caller && !linked ? (documents.serviceControl ?? []) : [],
  };
}

/**
 * What AWS would answer, for sure: denied where it would deny for some values of what the request does not tell. Knows
 * nothing of calls to IAM and STS that some sessions may never make.
 */
export function naiveEvaluate(asked: Question, documents: Documents): Answer {
  const answers = new Set(guesses(asked, documents).map((guess) => answer(guess, documents)));
  if (answers.size === 1) return [...answers][0] ?? "implicitDeny";
  return answers.has("allowed") && answers.has("explicitDeny") ? "explicitDeny" : "implicitDeny";
}

function answer(asked: Question, documents: Documents): Answer {
  const partition = "arn" in asked.principal ? asked.principal.arn.split(":")[1] : "aws";
  const listing = asked.action === "s3:ListAllMyBuckets" && asked.resource === "*";
  const request = listing ? { ...asked, resource: `arn:${partition}:s3:::*` } : asked;
  const { identity, boundary, session, resource, takingAway, control } = speaking(request, documents);
  const everything = [identity ?? [], boundary ?? [], session ?? [], resource, takingAway, ...control];
  if (everything.some((one) => applying(request, one, "Deny", boundary !== undefined).length > 0))
    return "explicitDeny";
  const allows = (one: readonly Document[] | undefined): boolean =>
    applying(request, one, "Allow").length > 0;
  if (!control.every(allows)) return "implicitDeny";

  const { principal } = request;
  const grants = applying(request, resource, "Allow");
  const own = isAccountItself(principal) || isMadeByRoot(principal) || allows(identity);
  const bySession = (principal.type !== "FederatedUser" && session === undefined) || allows(session);
  const cut = (boundary === undefined || allows(boundary)) && bySession;
  return isEnough(request, documents, grants, own, cut) ? "allowed" : "implicitDeny";
}

/** Whether the grants of the resource and the caller's own policies suffice, in one account or across two. */
function isEnough(
  request: Question,
  documents: Documents,
  grants: readonly number[],
  own: boolean,
  cut: boolean,
): boolean {
  const caller = callerOf(request.principal);
  if (caller === undefined) return grants.length > 0;
  if (ownerOf(request) !== caller.account) return grants.length > 0 && own && cut;
  const isKey = /^arn:aws:kms:.*:key\//.test(request.resource);
  if (isKey && documents.resource !== undefined && grants.length === 0) return false;
  return grants.includes(3) || ((own || grants.includes(2)) && cut);
}
