// Finds Allows that say which actions they exclude instead of those they allow.
import { eachStatement, ownIssue } from "./finding.ts";

const NOT_ACTION = ownIssue(
  "security warning",
  "ALLOW_WITH_NOT_ACTION",
  "reference_policies_elements_notaction.html",
);

/** A service control policy only limits, so there NotAction grants nothing. */
export const allowWithNotAction = eachStatement(function* ({ deny, action }, { kind }) {
  if (deny || !action.negated || kind === "scp") return;
  const message =
    "Allow with NotAction allows every action of every service but the listed ones; list in Action what is needed.";
  yield { issue: NOT_ACTION, at: action, message };
});
