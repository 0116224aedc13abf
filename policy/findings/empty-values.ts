// Finds lists of condition values without a value, and Sids without a text.
import { isNegated } from "./absence.ts";
import { awsIssue, eachStatement, type Issue } from "./finding.ts";
import type { NamedCondition } from "./inspection.ts";

const suggestion = (id: string): Issue => awsIssue("suggestion", id);
const SID = suggestion("EMPTY_SID_VALUE");
const PLAIN = suggestion("EMPTY_ARRAY_CONDITION");
const ALL = suggestion("EMPTY_ARRAY_CONDITION_FORALLVALUES");
const ANY = suggestion("EMPTY_ARRAY_CONDITION_FORANYVALUE");
const IF_EXISTS = suggestion("EMPTY_ARRAY_CONDITION_IFEXISTS");

export const emptyValues = eachStatement(function* ({ sid, conditions }) {
  if (sid?.text === "") {
    yield { issue: SID, at: sid, message: "The Sid is empty; give the statement a name or remove it." };
  }
  for (const condition of conditions) {
    if (condition.values.length > 0) continue;
    const { issue, effect } = emptiness(condition);
    const message = `The condition on ${condition.key.text} has no values and ${effect}; add values or remove it.`;
    yield { issue, at: condition.key, message };
  }
});

function emptiness(condition: NamedCondition): { readonly issue: Issue; readonly effect: string } {
  const { quantifier, ifExists } = condition;
  const always = "always holds";
  if (quantifier === "ForAnyValue") return { issue: ANY, effect: ifExists ? WITHOUT : "never holds" };
  const negated = isNegated(condition);
  if (quantifier === "ForAllValues") return { issue: ALL, effect: negated ? always : WITHOUT };
  if (ifExists) return { issue: IF_EXISTS, effect: negated ? always : WITHOUT };
  return { issue: PLAIN, effect: negated ? always : "never holds" };
}

const WITHOUT = "holds only for requests without the key";
