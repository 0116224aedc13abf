// Finds multivalued keys where one value is expected: in an operator without set prefix, and as policy variables.
import { COMPARED } from "../conditions/compile-condition.ts";
import { eachStatement, ownIssue, type Severity } from "./finding.ts";
import { variablesOf } from "./variables.ts";

const PAGE = "reference_policies_condition-single-vs-multi-valued-context-keys.html";
const prefix = (severity: Severity) => ownIssue(severity, "MULTIVALUED_KEY_WITHOUT_SET_OPERATOR", PAGE);
const VARIABLE = ownIssue("error", "MULTIVALUED_VARIABLE_KEY", "reference_policies_variables.html");

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html */
export const multivaluedKey = eachStatement(function* ({ deny, conditions }) {
  for (const { operator, quantifier, key, known } of conditions) {
    if (known?.multivalued !== true || quantifier !== undefined || operator === "Null") continue;
    const compared = COMPARED.get(key.text.toLowerCase());
    // AWS's own examples use these keys without a set operator.
    if (compared === true) continue;
    const effect = compared === false ? "never applies" : "may not apply";
    const message = `${key.text} is multivalued, so ${operator} needs ForAllValues or ForAnyValue; the statement ${effect}.`;
    // A Deny that does not apply lets too much through.
    yield { issue: prefix(deny ? "security warning" : "warning"), at: key, message };
  }
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
export const multivaluedVariable = eachStatement(function* ({ conditions, resource }, { keys, version }) {
  if (version === "2008-10-17") return;
  for (const value of [...(resource?.values ?? []), ...conditions.flatMap(({ values }) => values)]) {
    for (const { key } of variablesOf(value.text)) {
      if (keys.get(key)?.multivalued !== true) continue;
      const message = `The variable \${${key}} is a multivalued key, so it never has a value; use a single-valued key.`;
      yield { issue: VARIABLE, at: value, message };
    }
  }
});
