// Finds condition keys and policy variables that do not exist.
import type { Located } from "../language/source.ts";
import { awsIssue, eachStatement, type Found, ownIssue } from "./finding.ts";
import { type Inspection, prefixOf } from "./inspection.ts";
import { perhaps } from "./nearest.ts";
import { variablesOf } from "./variables.ts";

const FORMAT = awsIssue("error", "INVALID_CONDITION_KEY_FORMAT");
const TAG = awsIssue("error", "MISSING_TAG_KEY_IN_CONDITION");
const GLOBAL = awsIssue("error", "INVALID_GLOBAL_CONDITION_KEY");
const SERVICE = awsIssue("error", "INVALID_SERVICE");
const SERVICE_KEY = awsIssue("error", "INVALID_SERVICE_CONDITION_KEY");
const VARIABLE = ownIssue("error", "INVALID_VARIABLE_KEY", "reference_policies_variables.html");

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export const invalidConditionKey = eachStatement(function* ({ conditions, resource }, inspection) {
  for (const { key, known } of conditions) if (known === undefined) yield* unknownKey(key, inspection);
  if (inspection.version === "2008-10-17") return;
  const values = [...(resource?.values ?? []), ...conditions.flatMap(({ values }) => values)];
  for (const value of values) yield* unknownVariables(value, inspection);
});

function* unknownKey(key: Located, inspection: Inspection): Iterable<Found> {
  const written = key.text;
  const prefix = prefixOf(written);
  const service = inspection.named.get(prefix);
  if (!written.includes(":")) {
    const message = `The condition key "${written}" has no prefix; write it as service:name, for example s3:prefix.`;
    yield { issue: FORMAT, at: key, message };
  } else if (isProviderKey(written)) {
    // AWS does not list an identity provider's claims.
  } else if (isTagKey(written)) {
    const message = `The condition key ${written} needs the key of a tag: write ${written.replace("/", "")}/name-of-the-tag.`;
    yield { issue: TAG, at: key, message };
  } else if (prefix === "aws") {
    const names = inspection.globalKeys.map(({ name }) => name);
    const message = `There is no global condition key ${written}${perhaps(written, names) || "; correct or remove it."}`;
    yield { issue: GLOBAL, at: key, message };
  } else if (service !== undefined) {
    const names = service.conditionKeys.map(({ name }) => name);
    const message = `${prefix} has no condition key ${written}${perhaps(written, names) || "; correct or remove it."}`;
    yield { issue: SERVICE_KEY, at: key, message };
  } else {
    const message = `No AWS service has the prefix of the condition key ${written}${perhaps(prefix, inspection.services) || "; correct it."}`;
    yield { issue: SERVICE, at: key, message };
  }
}

function* unknownVariables(value: Located, inspection: Inspection): Iterable<Found> {
  for (const { key } of variablesOf(value.text)) {
    if (inspection.keys.has(key) || isProviderKey(key)) continue;
    const names = inspection.globalKeys.map(({ name }) => name);
    const message = `The variable \${${key}} names no condition key, so it never has a value${perhaps(key, names) || "; correct it."}`;
    yield { issue: VARIABLE, at: value, message };
  }
}

// The claims of an OpenID Connect provider are named for its address: token.actions.githubusercontent.com:sub.
const isProviderKey = (key: string): boolean => /^[^:]*\./.test(key);

const isTagKey = (key: string): boolean => /^aws:(?:Principal|Request|Resource)Tag\/?$/i.test(key);
