// Finds repeated names: condition keys in two spellings, and Sids that several statements have.
import { awsIssue, eachStatement, type Rule } from "./finding.ts";

const KEY = awsIssue("error", "DUPLICATE_KEYS_WITH_DIFFERENT_CASE");
const SID = awsIssue("warning", "UNIQUE_SIDS_RECOMMENDED");

/** Names of condition keys are case-insensitive. */
export const duplicateKeys = eachStatement(function* ({ conditions }) {
  const seen = new Map<string, string>();
  for (const { operator, quantifier, ifExists, key } of conditions) {
    const name = JSON.stringify([operator, quantifier, ifExists, key.text.toLowerCase()]);
    const first = seen.get(name);
    if (first === undefined) seen.set(name, key.text);
    else {
      const message = `${key.text} and ${first} are the same condition key; put their values into one list.`;
      yield { issue: KEY, at: key, message };
    }
  }
});

/** Where AWS refuses a repeated Sid, the document does not get this far. */
export const duplicateSids: Rule = function* ({ statements }) {
  const seen = new Set<string>();
  for (const { sid } of statements) {
    if (sid === undefined || sid.text === "") continue;
    if (seen.has(sid.text)) {
      yield { issue: SID, at: sid, message: `The Sid ${sid.text} stands on two statements; rename one.` };
    }
    seen.add(sid.text);
  }
};
