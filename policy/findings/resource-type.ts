// Finds actions and resources of one statement that have nothing to do with each other.
import type { CatalogueAction } from "./catalogue.ts";
import { eachStatement, type Found, type Issue, ownIssue } from "./finding.ts";
import type { InspectedStatement, NamedAction } from "./inspection.ts";
import { namesEverything, namesType } from "./resource-patterns.ts";

const PAGE = "reference_policies_elements_resource.html";
const issues = (deny: boolean): Record<"statement" | "action" | "resource", Issue> => {
  const severity = deny ? "security warning" : "warning";
  return {
    statement: ownIssue(severity, "STATEMENT_NEVER_MATCHES", PAGE),
    action: ownIssue(severity, "ACTION_WITHOUT_RESOURCE", PAGE),
    resource: ownIssue(severity, "RESOURCE_WITHOUT_ACTION", PAGE),
  };
};

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
export const resourceType = eachStatement(function* (statement, { version }) {
  const { action, actions, resource, deny } = statement;
  if (action.negated || resource === undefined || resource.negated) return;
  const variables = version === "2012-10-17";
  const judged = actions.filter(({ taken }) => taken.length > 0);
  const takes = (one: NamedAction, text: string): boolean =>
    one.taken.some((action) => takesResource(action, text, variables));
  const idle = judged.filter((one) => !resource.values.some(({ text }) => takes(one, text)));
  const [first] = idle;
  if (first !== undefined && idle.length === actions.length) {
    yield neverMatches(statement, first);
    return;
  }
  for (const one of idle) {
    const message = `${one.value.text} is never asked for on any of the resources here; ${remedy(one)}`;
    yield { issue: issues(deny).action, at: one.value, message };
  }
  // An action that the catalogue does not have could take any resource.
  if (judged.length < actions.length) return;
  for (const value of resource.values) {
    if (judged.some((one) => takes(one, value.text))) continue;
    const message = `None of the actions here is ever asked for on ${value.text}; correct or remove it.`;
    yield { issue: issues(deny).resource, at: value, message };
  }
});

function neverMatches({ deny, actions, ...statement }: InspectedStatement, first: NamedAction): Found {
  const effect = deny ? "denies" : "allows";
  const asked = actions.length > 1 ? "none of its actions is ever" : `${first.value.text} is never`;
  const message = `The statement ${effect} nothing: ${asked} asked for on any of its resources; ${remedy(first)}`;
  return { issue: issues(deny).statement, at: statement, message };
}

/** Whether the action is ever asked for on an ARN that a policy's resource names. */
export function takesResource(
  { resourceTypes }: CatalogueAction,
  resource: string,
  variables: boolean,
): boolean {
  if (resourceTypes.length === 0) return namesEverything(resource);
  return resourceTypes.some(({ arn }) => namesType(resource, arn, variables));
}

const SHOWN = 3;

// What the action would take, in AWS's own writing of the ARN.
function remedy({ value, taken }: NamedAction): string {
  const arns = [...new Set(taken.flatMap(({ resourceTypes }) => resourceTypes.map(({ arn }) => arn)))];
  arns.sort((one, other) => one.length - other.length);
  if (arns.length === 0) return `${value.text} takes "*" only.`;
  if (arns.length > SHOWN) return `add a resource that ${value.text} takes.`;
  return `${value.text} takes ${arns.map((arn) => arn.replace("${Partition}", "aws")).join(" or ")}.`;
}
