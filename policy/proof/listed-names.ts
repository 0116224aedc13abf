// Keys for each of some names, and the key that lists these names: tags, and the parts of an encryption context.

import type { AtomTable } from "./atom-table.ts";
import type { Key } from "./find-state.ts";
import { any, type Formula, not } from "./formula.ts";
import { isThere, own } from "./own-conditions.ts";

const LISTED: readonly (readonly [beginning: string, list: string])[] = [
  ["aws:requesttag/", "aws:tagkeys"],
  ["s3:requestobjecttag/", "s3:requestobjecttagkeys"],
  ["kms:encryptioncontext:", "kms:encryptioncontextkeys"],
];

/** What has a key of its own is listed; what is listed has one where `isSent` says that the request brings its value. */
export const listedAlike = (
  table: AtomTable,
  keys: readonly Key[],
  isSent: (key: string) => boolean,
): readonly Formula[] => LISTED.flatMap((names) => alikeIn(table, keys, names, isSent));

function alikeIn(
  table: AtomTable,
  keys: readonly Key[],
  [beginning, list]: (typeof LISTED)[number],
  isSent: (key: string) => boolean,
): readonly Formula[] {
  const all = keys.find(({ key }) => key === list);
  if (all === undefined) return [];
  return keys
    .filter(({ key }) => key.startsWith(beginning))
    .flatMap((one) => {
      const name = one.key.slice(beginning.length);
      const isListed = own(table, all, "StringEqualsIgnoreCase", name, "ForAnyValue");
      const [there, has] = [
        any([not(isThere(table, one)), isListed]),
        any([not(isListed), isThere(table, one)]),
      ];
      return isSent(one.key) ? [there, has] : [there];
    });
}
