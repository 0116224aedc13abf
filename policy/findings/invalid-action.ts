// Finds actions that do not exist, and services that do not.
import { awsIssue, eachStatement } from "./finding.ts";
import { perhaps } from "./nearest.ts";

const SERVICE = awsIssue("error", "INVALID_SERVICE_IN_ACTION");
const ACTION = awsIssue("error", "INVALID_ACTION");

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
export const invalidAction = eachStatement(function* ({ actions }, { services }) {
  for (const { value, prefix, service, taken } of actions) {
    if (prefix === "*" || taken.length > 0) continue;
    if (service === undefined) {
      const message = `No AWS service has the prefix "${prefix}" of ${value.text}${perhaps(prefix, services) || "; correct it."}`;
      yield { issue: SERVICE, at: value, message };
      continue;
    }
    const names = service.actions.map(({ name }) => name);
    const missing = /[*?]/.test(value.text) ? "no action like" : "no action";
    const message = `${service.prefix} has ${missing} ${value.text}${perhaps(value.text, names) || "; correct or remove it."}`;
    yield { issue: ACTION, at: value, message };
  }
});
