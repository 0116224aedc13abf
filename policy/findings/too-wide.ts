// Finds Allows that say what they exclude instead of what they allow.
import { awsIssue, eachStatement, ownIssue } from "./finding.ts";

const NOT_ACTION = ownIssue(
  "security warning",
  "ALLOW_WITH_NOT_ACTION",
  "reference_policies_elements_notaction.html",
);
const NOT_PRINCIPAL = awsIssue("security warning", "ALLOW_WITH_NOT_PRINCIPAL");

/** A service control policy only limits, so there NotAction grants nothing. */
export const allowWithNotAction = eachStatement(function* ({ deny, action }, { kind }) {
  if (deny || action?.negated !== true || kind === "scp" || kind === "rcp") return;
  const message =
    "Allow with NotAction allows every action of every service but the listed ones; list in Action what is needed.";
  yield { issue: NOT_ACTION, at: action, message };
});

export const allowWithNotPrincipal = eachStatement(function* ({ deny, principal }) {
  if (deny || principal?.negated !== true) return;
  const message =
    "Allow with NotPrincipal allows everyone but the listed, anonymous callers included; list in Principal who may.";
  yield { issue: NOT_PRINCIPAL, at: principal, message };
});
