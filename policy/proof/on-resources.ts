// Which resources requests for an action are about, as far as AWS's catalogue says.

import type { Statement } from "../compiled/statement.ts";
import type { CatalogueAction } from "../findings/catalogue.ts";
import { plainTemplate } from "../patterns/template.ts";
import { remember } from "../remember.ts";
import type { Match } from "./atom.ts";
import { type AtomTable, RESOURCE } from "./atom-table.ts";
import type { Key } from "./find-state.ts";
import { all, type Formula, not } from "./formula.ts";
import { Budget } from "./limit.ts";
import { languageMatch } from "./match.ts";
import { EXAMPLE } from "./owners.ts";
import { findText } from "./texts/find-text.ts";
import { arnShape, arnsLike, glob, type Language, literal } from "./texts/language.ts";

/** That the resource is one of those that the catalogue gives to the action. */
export function onResources(table: AtomTable, action: CatalogueAction): Formula {
  const arns = arnsOf(action);
  const name = JSON.stringify(["shapes", action.name === LIST_ALL, ...arns]);
  return table.own(name, RESOURCE, matchOfResources(action, arns));
}

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

/** That the resource is of the action's service, whatever its form. */
export function ofOwnService(table: AtomTable, { name }: CatalogueAction): Formula {
  const [service = ""] = name.toLowerCase().split(":");
  const services = service === "sts" ? ["sts", "iam"] : [service];
  const own = services.flatMap((one) => arnsLike(`arn:*:${one}:`));
  return table.own(`resources of ${service}`, RESOURCE, languageMatch(own));
}

// The ARNs of S3 are of few forms, and people often name a bucket with the actions on its objects.
const WELL_KNOWN = /^s3:/;
const STEPS = 100_000;

/**
 * The actions of Allows that have no effect by the catalogue: none of a statement's actions is about one of its resources.
 * Nobody writes such a statement, so the catalogue may lack a resource of an action. Throws Limit.
 */
export function besideCatalogue(
  statements: readonly Statement[],
  actions: readonly CatalogueAction[],
): readonly CatalogueAction[] {
  const budget = new Budget(STEPS);
  const beside = statements.flatMap(({ effect, resource, takesAction }) => {
    if (effect !== "Allow" || resource === undefined || resource.negated) return [];
    const taken = actions.filter(({ name }) => takesAction(name.toLowerCase()));
    const named = resource.values.flatMap((text) => glob(plainTemplate(text.replaceAll(VARIABLE, "*"))));
    const fits = (action: CatalogueAction): boolean =>
      WELL_KNOWN.test(action.name) || findText([named, shapesOf(action)], [], budget) !== undefined;
    return taken.some(fits) ? [] : taken;
  });
  return [...new Set(beside)];
}

const shapesOf = (action: CatalogueAction): Language => {
  const arns = arnsOf(action);
  return arns.length === 0 ? literal("*") : arns.flatMap(arnShape);
};

const VARIABLE = /\$\{[^}]*\}/g;

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

const EXAMPLES: Readonly<Record<string, string>> = {
  ...{ Partition: "aws", Region: "us-east-1", Account: EXAMPLE, BucketName: "bucket", ObjectName: "key" },
};

const exampleOf = (arn: string): string =>
  arn.replaceAll(/\$\{([^}]*)\}|\*/g, (_, name = "") => EXAMPLES[name] ?? "name");
