// Which requests AWS can make, as far as its catalogue says: it ranks witnesses, and never makes a proof.

import type { CatalogueAction } from "../findings/catalogue.ts";
import { compilePattern } from "../patterns/compile-pattern.ts";
import { KNOWN_KEYS } from "../request/key-types.ts";
import { bringsTags, hasKey, isUnknownKey } from "./action-keys.ts";
import type { Match } from "./atom.ts";
import { ACTION, type AtomTable, RESOURCE } from "./atom-table.ts";
import type { Key } from "./find-state.ts";
import { all, type Formula, not, TRUE } from "./formula.ts";
import { type KnownActions, namePattern } from "./known-actions.ts";
import { languageMatch } from "./match.ts";
import { type Beyond, ofOwnServices, onResources } from "./on-resources.ts";
import { owned } from "./owners.ts";
import type { Question } from "./question.ts";
import { sent } from "./sent.ts";
import { hasOneValue } from "./several-values.ts";
import { EVERYTHING, literal, NOTHING } from "./texts/language.ts";
import { keptTogether } from "./together.ts";
import { type Family, isReadable } from "./values/samples.ts";

/** The keys and values that AWS can send together; with an action of the catalogue, of its keys and on its resources. */
export function possible(
  table: AtomTable,
  keys: readonly Key[],
  question: Question,
  action?: CatalogueAction,
  known?: KnownActions,
  beyond?: Beyond,
): Formula {
  const conditions = keys.filter(({ key }) => key !== ACTION && key !== RESOURCE);
  return all([
    ...keptTogether(table, conditions, (key) => known !== undefined && bringsTags(key, action, known)),
    ...conditions.flatMap((key) => [ofType(table, key), notSeveral(table, key)]),
    ...sent(table, conditions, question),
    ...owned(table, keys, question),
    ...(action === undefined || known === undefined
      ? []
      : ofAction(table, conditions, action, known, beyond)),
  ]);
}

function ofAction(
  table: AtomTable,
  keys: readonly Key[],
  action: CatalogueAction,
  known: KnownActions,
  beyond: Beyond | undefined,
): readonly Formula[] {
  const isNew = (key: string): boolean => beyond === "unknown keys" && isUnknownKey(known, key);
  const foreign = keys.filter(({ key }) => !hasKey(action, known, key) && !isNew(key));
  return [
    ...foreign.map(({ key, atoms }) => not(table.present(key, atoms[0]?.type))),
    beyond === "unknown resources" ? ofOwnServices(table, [action]) : onResources(table, action),
  ];
}

const FAMILIES: Readonly<Record<string, Family>> = { Numeric: "number", Date: "date", IPAddress: "address" };

const TYPES = KNOWN_KEYS.map(({ name, type }) => ({ takes: compilePattern(namePattern(name)), type }));

const notSeveral = (table: AtomTable, { key, atoms }: Key): Formula =>
  atoms.some(({ type }) => type === "single-valued") ? hasOneValue(table, key) : TRUE;

// A key has values of its type.
function ofType(table: AtomTable, { key, atoms }: Key): Formula {
  const type = TYPES.find(({ takes }) => takes(key.replace(/ OF [AB]$/, "")))?.type ?? "";
  const family = FAMILIES[type];
  const used = atoms.some(({ match }) => match.family === family);
  const options = { absent: true, type: atoms[0]?.type };
  if (type === "Bool") {
    return table.own(
      `${key} is of type Bool`,
      key,
      languageMatch([...literal("true"), ...literal("false")]),
      options,
    );
  }
  if (family === undefined || !used) return TRUE;
  const match: Match = {
    ...{ family, lower: NOTHING, upper: EVERYTHING, exact: true, bounds: [] },
    test: (text) => isReadable(family, text),
  };
  return table.own(`${key} is of type ${type}`, key, match, options);
}
