// What each key of a question may be: its forms and values, by what is known of the callers and of the key.

import { arnColons } from "../arn.ts";
import type { Atom } from "./atom.ts";
import { formOf } from "./atom.ts";
import { ACTION, RESOURCE } from "./atom-table.ts";
import { RESOURCE_ACCOUNT } from "./caller-keys.ts";
import { formsOf, type Key } from "./find-state.ts";
import type { Narrowing } from "./narrowing.ts";
import { ownerOf, type Sides } from "./sides.ts";
import { ACCOUNTS, ACTIONS, RESOURCES } from "./texts/language.ts";

const ACTION_FORM = { language: ACTIONS, test: (text: string) => /^[^A-Z:]+:[^A-Z]*$/.test(text) };
const RESOURCE_FORM = {
  language: RESOURCES,
  test: (text: string) => text === "*" || arnColons(text) !== undefined,
};

/** The keys that some atoms are about, action and resource always among them. */
export function keysOf(atomsUsed: Iterable<Atom>, sides: Sides, { actions }: Narrowing): readonly Key[] {
  const byKey = Map.groupBy(atomsUsed, ({ key }) => key);
  for (const key of [ACTION, RESOURCE]) if (!byKey.has(key)) byKey.set(key, []);
  return Array.from(byKey, ([key, atoms]) => {
    const liked = [
      ...new Set(atoms.filter(({ match }) => match.family === "text").flatMap(({ match }) => match.bounds)),
    ];
    const values = { key, atoms, liked, only: undefined, within: undefined };
    if (key === ACTION) return { ...values, forms: ["text"], within: ACTION_FORM, only: actions } as const;
    if (key === RESOURCE) return { ...values, forms: ["text"], within: RESOURCE_FORM } as const;
    return { ...values, ...domain(key, atoms, sides) };
  });
}

const S3_OWNER = "s3:resourceaccount";
// Where a question leaves them open, the owner and the caller are of some account.
const OF_ACCOUNTS: ReadonlySet<string> = new Set([RESOURCE_ACCOUNT, S3_OWNER, "aws:principalaccount"]);
const ACCOUNT_FORM = { language: ACCOUNTS, test: (text: string) => /^\d{12}$/.test(text) };

function domain(
  key: string,
  atoms: readonly Atom[],
  sides: Sides,
): Partial<Key> & Pick<Key, "forms" | "only"> {
  const { side, name } = ownerOf(key, sides);
  const fixed = side.stateOf(name);
  if (fixed !== undefined) {
    const { state } = fixed;
    return { forms: [formOf(state)], only: typeof state === "string" ? [state] : state };
  }
  const owner = name === S3_OWNER ? side.stateOf(RESOURCE_ACCOUNT)?.state : undefined;
  if (typeof owner === "string") return { forms: ["absent", "text"], only: [owner] };
  const free = { forms: formsOf(atoms, side.isPresent(name)), only: undefined };
  return OF_ACCOUNTS.has(name) ? { ...free, within: ACCOUNT_FORM } : free;
}
