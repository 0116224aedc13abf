// Condition keys that depend on one another: what AWS sends never breaks these rules. A proof does not rest on them; a
// request that breaks one is named as impossible.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html

import type { AtomTable } from "./atom-table.ts";
import type { Key } from "./find-state.ts";
import { any, type Formula, not } from "./formula.ts";
import { listedAlike } from "./listed-names.ts";
import { alike, boundsOf, isThere, own } from "./own-conditions.ts";

type Rule = {
  readonly keys: readonly [one: string, other: string];
  readonly rule: "excludes" | "alike" | "implies true" | "same text";
};

/** In lower case. "alike": both are there, or neither. */
const RULES: readonly Rule[] = [
  { keys: ["aws:resourceaccount", "s3:resourceaccount"], rule: "same text" },
  { keys: ["aws:sourcevpce", "aws:sourceip"], rule: "excludes" },
  { keys: ["aws:sourcevpc", "aws:sourceip"], rule: "excludes" },
  { keys: ["aws:vpcsourceip", "aws:sourceip"], rule: "excludes" },
  { keys: ["aws:calledvia", "aws:viaawsservice"], rule: "implies true" },
  { keys: ["aws:calledvia", "aws:calledviafirst"], rule: "alike" },
  { keys: ["aws:calledvia", "aws:calledvialast"], rule: "alike" },
  { keys: ["s3:tlsversion", "aws:securetransport"], rule: "implies true" },
  { keys: ["aws:principalorgpaths", "aws:principalorgid"], rule: "alike" },
  { keys: ["aws:resourceorgpaths", "aws:resourceorgid"], rule: "alike" },
];

/**
 * The rules that hold between the keys of a question. `isSent` tells of a tag's key whether the request brings the values
 * of the tags that it lists: one that takes tags away has their names alone.
 */
export function keptTogether(
  table: AtomTable,
  keys: readonly Key[],
  isSent: (key: string) => boolean,
): readonly Formula[] {
  const byName = new Map(keys.map((key) => [key.key, key]));
  const ruled = RULES.flatMap(({ keys: [one, other], rule }) => {
    const [first, second] = [byName.get(one), byName.get(other)];
    return first && second ? relate(table, first, second, rule) : [];
  });
  return [...ruled, ...listedAlike(table, keys, isSent)];
}

function relate(table: AtomTable, one: Key, other: Key, rule: Rule["rule"]): readonly Formula[] {
  const [first, second] = [isThere(table, one), isThere(table, other)];
  const bounds = boundsOf(one, other);
  switch (rule) {
    case "excludes":
      return [any([not(first), not(second)])];
    case "alike":
      return [alike(first, second)];
    case "implies true":
      return [any([not(first), own(table, other, "Bool", "true")])];
    default:
      // Where both are there: a request to another service than S3 has one alone.
      return bounds.map((text) =>
        any([
          not(first),
          not(second),
          alike(own(table, one, "StringEquals", text), own(table, other, "StringEquals", text)),
        ]),
      );
  }
}
