// Finds ForAllValues where it lets too much through: it matches a request without the key.
import { awsIssue, eachStatement, ownIssue } from "./finding.ts";

const SINGLE = awsIssue("security warning", "FORALLVALUES_WITH_SINGLE_VALUED_KEY");
const UNGUARDED = ownIssue(
  "security warning",
  "FORALLVALUES_WITHOUT_NULL_CONDITION",
  "reference_policies_condition-single-vs-multi-valued-context-keys.html",
);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html */
export const forAllValues = eachStatement(function* ({ deny, conditions }) {
  for (const { quantifier, key, known, values } of conditions) {
    if (quantifier !== "ForAllValues" || values.length === 0) continue;
    if (known?.multivalued === false) {
      const message = `${key.text} has one value, and ForAllValues holds when there is none; remove ForAllValues.`;
      yield { issue: SINGLE, at: key, message };
    } else if (
      !deny &&
      !conditions.some(({ operator, ...one }) => operator === "Null" && sameKey(one.key, key))
    ) {
      const message = `ForAllValues lets requests without ${key.text} through; add "Null": {"${key.text}": "false"}.`;
      yield { issue: UNGUARDED, at: key, message };
    }
  }
});

const sameKey = (one: { readonly text: string }, other: { readonly text: string }): boolean =>
  one.text.toLowerCase() === other.text.toLowerCase();
