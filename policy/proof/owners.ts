// An ARN that names an account has that owner: it ranks witnesses where a question leaves the owner open.

import { arnAccount, isAccountId } from "../arn.ts";
import { type AtomTable, RESOURCE } from "./atom-table.ts";
import { RESOURCE_ACCOUNT } from "./caller-keys.ts";
import type { Key } from "./find-state.ts";
import { any, type Formula, not } from "./formula.ts";
import { languageMatch } from "./match.ts";
import type { Question } from "./question.ts";
import { arnsLike, literal } from "./texts/language.ts";

/** The account of the examples in ARNs that the catalogue writes. */
export const EXAMPLE = "111122223333";

/** For each account that a question names: what it owns, and what no other account does. */
export function owned(table: AtomTable, keys: readonly Key[], { a }: Question): readonly Formula[] {
  const owner = keys.find(({ key }) => key === RESOURCE_ACCOUNT);
  const isOpen = a.caller.free === "all" || a.caller.free.has(RESOURCE_ACCOUNT);
  if (owner === undefined || !isOpen) return [];
  const texts = keys.filter(({ key }) => key === RESOURCE || key === RESOURCE_ACCOUNT).flatMap(boundsOf);
  const accounts = new Set([EXAMPLE, ...texts.map((text) => arnAccount(text) ?? text)].filter(isAccountId));
  const ofAny = table.own("resource of an account", RESOURCE, languageMatch(OF_ACCOUNT));
  return [...accounts].flatMap((account) => {
    const isOf = table.own(
      `resource of ${account}`,
      RESOURCE,
      languageMatch(arnsLike(`arn:*:*:*:${account}:`)),
    );
    const isOwner = table.own(`owner ${account}`, RESOURCE_ACCOUNT, languageMatch(literal(account)), {
      type: owner.atoms[0]?.type,
    });
    return [any([not(isOf), isOwner]), any([not(isOwner), isOf, not(ofAny)])];
  });
}

const boundsOf = ({ atoms }: Key): readonly string[] => atoms.flatMap(({ match }) => match.bounds);

const OF_ACCOUNT = arnsLike("arn:*:*:*:############:");
