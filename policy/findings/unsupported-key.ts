// Finds condition keys that the statement's actions never have.
import { absence, holdsWithoutKey } from "./absence.ts";
import type { CatalogueKey } from "./catalogue.ts";
import { awsIssue, eachStatement, type Found, ownIssue } from "./finding.ts";
import { type InspectedStatement, type NamedAction, type NamedCondition, prefixOf } from "./inspection.ts";

const PAGE = "reference_policies_elements_condition.html";
const DENY_TAG = awsIssue("security warning", "DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE");
const ALLOW_TAG = awsIssue("suggestion", "ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE");

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
export const unsupportedKey = eachStatement(function* (statement, { named }) {
  if (statement.action.negated) return;
  for (const condition of statement.conditions) {
    const { known, key } = condition;
    if (known === undefined) continue;
    if (known.global) yield* unsupportedTag(statement, condition, known);
    else if (named.has(prefixOf(key.text))) yield* unsupported(statement, condition, known);
  }
});

// A request has a service's key only if the action's page lists it.
function* unsupported(
  { deny, actions }: InspectedStatement,
  condition: NamedCondition,
  known: CatalogueKey,
): Iterable<Found> {
  const without = actions.filter(
    ({ taken, value }) => taken.length > 0 && !taken.some(has(known)) && !COMPANIONS.test(value.text),
  );
  if (without.length === 0) return;
  // IfExists says that some of the actions lack it.
  if (condition.ifExists && without.length < actions.length) return;
  const { severity, effect } = absence(deny, holdsWithoutKey(condition), "them");
  const whole = without.length === actions.length;
  const message = `Requests for ${listed(without)} never have ${condition.key.text}, so ${effect}; ${whole ? "remove the condition or name the actions that have it" : "give them a statement of their own"}.`;
  const issue = ownIssue(severity, "UNSUPPORTED_CONDITION_KEY_FOR_ACTION", PAGE);
  yield { issue, at: condition.key, message };
}

// Permissions that a call of AssumeRole also needs, with the keys of the same request.
const COMPANIONS = /^sts:(?:tagsession|setsourceidentity|setcontext)$/i;

const TAGS = /^aws:(?:ResourceTag\/|RequestTag\/|TagKeys$)/i;

// AWS's own check: services without any action that has the tag key.
function* unsupportedTag(
  { deny, actions }: InspectedStatement,
  condition: NamedCondition,
  known: CatalogueKey,
): Iterable<Found> {
  if (!TAGS.test(condition.key.text) || holdsWithoutKey(condition)) return;
  const without = actions.filter(({ service }) => service && !service.actions.some(has(known)));
  if (without.length === 0) return;
  const outcome = deny ? "denies them" : "allows them";
  const message = `No action of ${services(without)} has ${condition.key.text}, so the statement never ${outcome}: ${listed(without)}; give them a statement of their own.`;
  yield { issue: deny ? DENY_TAG : ALLOW_TAG, at: condition.key, message };
}

const has =
  (key: CatalogueKey) =>
  ({ conditionKeys }: { readonly conditionKeys: readonly string[] }): boolean =>
    conditionKeys.some((name) => name.toLowerCase() === key.name.toLowerCase());

const services = (actions: readonly NamedAction[]): string =>
  [...new Set(actions.map(({ prefix }) => prefix))].join(", ");

const SHOWN = 4;

function listed(actions: readonly NamedAction[]): string {
  const names = actions.map(({ value }) => value.text);
  const rest = names.length - SHOWN;
  return rest > 0 ? `${names.slice(0, SHOWN).join(", ")} and ${rest} more` : names.join(", ");
}
