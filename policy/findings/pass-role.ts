// Finds permission to pass any role: its holder can give a service more permissions than their own.
import { awsIssue, eachStatement, type Issue } from "./finding.ts";
import type { InspectedStatement } from "./inspection.ts";
import { covers, readPattern } from "./patterns.ts";
import { coversResource, splitParts } from "./resource-patterns.ts";

const issue = (id: string): Issue => awsIssue("security warning", `PASS_ROLE_WITH_${id}`);

const ISSUES = {
  named: { star: issue("STAR_IN_RESOURCE"), not: issue("NOT_RESOURCE") },
  star: { star: issue("STAR_IN_ACTION_AND_RESOURCE"), not: issue("STAR_IN_ACTION_AND_NOT_RESOURCE") },
  not: { star: issue("STAR_IN_RESOURCE_AND_NOT_ACTION"), not: issue("NOT_ACTION_AND_NOT_RESOURCE") },
} as const;

const PASS_ROLE = readPattern("iam:passrole");

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html */
export const passRole = eachStatement(function* (statement, { kind }) {
  const { deny, resource, conditions } = statement;
  if (deny || resource === undefined || !["identity", "session", "boundary"].includes(kind)) return;
  if (conditions.some(({ key }) => key.text.toLowerCase() === "iam:passedtoservice")) return;
  const granted = granting(statement);
  const wide = resource.negated ? resource : resource.values.find(({ text }) => namesAnyRole(text));
  if (granted === undefined || wide === undefined) return;
  const found = ISSUES[granted][resource.negated ? "not" : "star"];
  const message =
    "The statement allows iam:PassRole on any role, and with it every right that a role has; name the roles in Resource, or add a condition on iam:PassedToService.";
  yield { issue: found, at: wide, message };
});

// How the statement names iam:PassRole, if it does.
function granting({ action }: InspectedStatement): keyof typeof ISSUES | undefined {
  const taking = action.values.find(({ text }) => covers(readPattern(text.toLowerCase()), PASS_ROLE));
  if (action.negated) return taking === undefined ? "not" : undefined;
  if (taking === undefined) return undefined;
  return taking.text.includes("*") ? "star" : "named";
}

// Any role of the accounts that the resource names; "role/service-*" counts as a deliberate choice.
function namesAnyRole(text: string): boolean {
  const [, partition, , , account] = splitParts(text);
  return coversResource(text, `arn:${partition}:iam::${account}:role/*`);
}
