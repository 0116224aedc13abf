// Which requests AWS can make, as far as its catalogue says: it ranks witnesses, and never makes a proof.

import type { CatalogueAction } from "../findings/catalogue.ts";
import { compilePattern } from "../patterns/compile-pattern.ts";
import { remember } from "../remember.ts";
import { KNOWN_KEYS } from "../request/key-types.ts";
import type { Match } from "./atom.ts";
import { ACTION, type AtomTable, RESOURCE } from "./atom-table.ts";
import type { Key } from "./find-state.ts";
import { all, type Formula, not, TRUE } from "./formula.ts";
import { type KnownActions, namePattern } from "./known-actions.ts";
import { languageMatch } from "./match.ts";
import { EXAMPLE, owned } from "./owners.ts";
import type { Question } from "./question.ts";
import { sent } from "./sent.ts";
import { hasOneValue } from "./several-values.ts";
import { arnShape, EVERYTHING, literal, NOTHING } from "./texts/language.ts";
import { keptTogether } from "./together.ts";
import { type Family, isReadable } from "./values/samples.ts";

/** The keys and values that AWS can send together; with an action of the catalogue, of its keys and on its resources. */
export function possible(
  table: AtomTable,
  keys: readonly Key[],
  question: Question,
  action?: CatalogueAction,
  known?: KnownActions,
  withUnknownKeys = false,
): Formula {
  const conditions = keys.filter(({ key }) => key !== ACTION && key !== RESOURCE);
  return all([
    ...keptTogether(table, conditions, (key) => known !== undefined && bringsTags(key, action, known)),
    ...conditions.flatMap((key) => [ofType(table, key), notSeveral(table, key)]),
    ...sent(table, conditions, question),
    ...owned(table, keys, question),
    ...(action === undefined || known === undefined
      ? []
      : ofAction(
          table,
          withUnknownKeys ? conditions.filter(({ key }) => !isUnknownKey(known, key)) : conditions,
          action,
          known,
        )),
  ]);
}

// An action that takes tags away lists their names alone, whatever keys the catalogue gives it.
const TAKES_TAGS = /:(?:UnTag|Delete\w*Tag|Remove\w*Tag)/i;

export const takesTags = ({ name }: CatalogueAction): boolean => TAKES_TAGS.test(name);

const bringsTags = (key: string, action: CatalogueAction | undefined, known: KnownActions): boolean =>
  action !== undefined && !takesTags(action) && hasKey(action, { ...known, globalKeys: [] }, key);

/** What each of some actions, of which all lack the same keys of a question, requires: those keys absent, and a resource of one. */
export function ofAnyAction(
  table: AtomTable,
  foreign: readonly Key[],
  actions: readonly CatalogueAction[],
): Formula {
  const matches = actions.map((action) => matchOfResources(action, arnsOf(action)));
  const upper = [...new Set(matches.map((match) => match.upper))].flat();
  return all([
    ...foreign.map(({ key, atoms }) => not(table.present(key, atoms[0]?.type))),
    table.own(JSON.stringify(["shapes of", actions.map(({ name }) => name)]), RESOURCE, languageMatch(upper)),
  ]);
}

function ofAction(
  table: AtomTable,
  keys: readonly Key[],
  action: CatalogueAction,
  known: KnownActions,
): readonly Formula[] {
  const foreign = keys.filter(({ key }) => !hasKey(action, known, key));
  const arns = arnsOf(action);
  const match = matchOfResources(action, arns);
  return [
    ...foreign.map(({ key, atoms }) => not(table.present(key, atoms[0]?.type))),
    table.own(JSON.stringify(["shapes", action.name === LIST_ALL, ...arns]), RESOURCE, match),
  ];
}

const LIST_ALL = "s3:ListAllMyBuckets";
const ON_ALL = languageMatch(literal("*"));
// As which policy/request/asked.ts reads `*` of that action.
const ON_EVERY_BUCKET = languageMatch(literal("arn:aws:s3:::*"));

function matchOfResources({ name }: CatalogueAction, arns: readonly string[]): Match {
  if (name === LIST_ALL) return ON_EVERY_BUCKET;
  return arns.length === 0 ? ON_ALL : matchOfShapes(arns.join("\n"));
}

const matchOfShapes = remember((lines): Match => {
  const arns = lines.split("\n");
  return {
    ...languageMatch(arns.flatMap(arnShape)),
    bounds: arns
      .filter((arn) => !arn.endsWith("${Path}"))
      .map(exampleOf)
      .sort((one, other) => one.length - other.length),
  };
});

/** The ARNs that requests for the action are about, as the catalogue writes them; none for an action on `*` alone. */
export function arnsOf({ name, resourceTypes }: CatalogueAction): readonly string[] {
  const arns = resourceTypes.map(({ arn }) => arn);
  const besides = BESIDES.flatMap(([pattern, arn]) => (pattern.test(name) ? [arn] : []));
  return arns.length === 0 && besides.length > 0 ? ["*", ...besides] : [...arns, ...besides];
}

// Resources that AWS asks about, and that the catalogue lacks. A list is asked about what it lists, or about a path.
const BESIDES: readonly (readonly [action: RegExp, arn: string])[] = [
  [/^iam:(?:Get|List)/, "arn:${Partition}:iam::${Account}:${Path}"],
  [/^sts:TagSession$/, "arn:${Partition}:sts::${Account}:federated-user/${Name}"],
];

/** Whether AWS knows no key of the name at all, as far as the catalogue was read. */
export const isUnknownKey = (known: KnownActions, key: string): boolean =>
  !known.actions.some((action) => hasKey(action, known, key));

/** Whether a request for the action can have the key, by the name that it has in a question. */
export function hasKey(
  { conditionKeys }: CatalogueAction,
  { globalKeys }: KnownActions,
  name: string,
): boolean {
  const key = name.replace(/ OF [AB]$/, "");
  // Of the keys of identity providers, which are named for their addresses, the catalogue knows none; those of SAML stay
  // in the session: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
  if (/^(?:[^:]*\.|saml:)/.test(key)) return true;
  return isGlobal(globalKeys, key) || conditionKeys.some((name) => patternTest(name)(key));
}

const patternTest = remember((name) => compilePattern(namePattern(name)));

const globals = new WeakMap<readonly string[], (key: string) => boolean>();

// Asked of every action: the answer is the same.
function isGlobal(globalKeys: readonly string[], key: string): boolean {
  const known = globals.get(globalKeys);
  if (known !== undefined) return known(key);
  const made = remember((name) => globalKeys.some((pattern) => compilePattern(pattern)(name)));
  globals.set(globalKeys, made);
  return made(key);
}

const EXAMPLES: Readonly<Record<string, string>> = {
  ...{
    Partition: "aws",
    Region: "us-east-1",
    Account: EXAMPLE,
    BucketName: "bucket",
    ObjectName: "key",
  },
};

const exampleOf = (arn: string): string =>
  arn.replaceAll(/\$\{([^}]*)\}/g, (_, name: string) => EXAMPLES[name] ?? "name");

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
