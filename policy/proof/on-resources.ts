// Which resources requests for an action are about, as far as AWS's catalogue says.

import type { CatalogueAction } from "../findings/catalogue.ts";
import { remember } from "../remember.ts";
import type { Match } from "./atom.ts";
import { type AtomTable, RESOURCE } from "./atom-table.ts";
import type { Key } from "./find-state.ts";
import { all, type Formula, not } from "./formula.ts";
import { languageMatch } from "./match.ts";
import { EXAMPLE } from "./owners.ts";
import { arnShape, arnsLike, literal } from "./texts/language.ts";

/** What the catalogue may lack: keys of which it knows no action, or resources of the action. */
export type Beyond = "unknown keys" | "unknown resources";

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
  beyond?: Beyond,
): Formula {
  return all([
    ...foreign.map(({ key, atoms }) => not(table.present(key, atoms[0]?.type))),
    beyond === "unknown resources" ? ofOwnServices(table, actions) : onAny(table, actions),
  ]);
}

function onAny(table: AtomTable, actions: readonly CatalogueAction[]): Formula {
  const matches = actions.map((action) => matchOfResources(action, arnsOf(action)));
  const upper = [...new Set(matches.map((match) => match.upper))].flat();
  const name = JSON.stringify(["shapes of", actions.map((action) => action.name)]);
  return table.own(name, RESOURCE, languageMatch(upper));
}

/** That the resource is of a service of one of the actions, whatever its form. */
export function ofOwnServices(table: AtomTable, actions: readonly CatalogueAction[]): Formula {
  const services = [...new Set(actions.flatMap(ownServices))];
  const own = services.flatMap((one) => arnsLike(`arn:*:${one}:`));
  return table.own(`resources of ${services.join()}`, RESOURCE, languageMatch(own));
}

// The ARNs of these services are of few forms, all of them in the catalogue or in BESIDES.
const WELL_KNOWN = /^(?:s3|sts|iam|kms):/;

/** Whether all forms of the resources of an action are known, by the action's name. */
export const isWellKnown = ({ name }: CatalogueAction): boolean => WELL_KNOWN.test(name);

/** As ARNs name the services that an action's resources are of: mostly its own, but `catalog` for Service Catalog. */
export function ownServices(action: CatalogueAction): readonly string[] {
  const [service = ""] = action.name.toLowerCase().split(":");
  if (isWellKnown(action)) return service === "sts" ? ["sts", "iam"] : [service];
  const others = arnsOf(action).flatMap((arn) => /^arn:[^:]*:([a-z0-9-]+):/.exec(arn)?.[1] ?? []);
  return [...new Set([service, ...others.filter((one) => !WELL_KNOWN.test(`${one}:`))])];
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
  if (name.startsWith("s3:")) besides.push(...arns.flatMap((arn) => BY_ACCESS_POINT[arn] ?? []));
  return arns.length === 0 && besides.length > 0 ? ["*", ...besides] : [...new Set([...arns, ...besides])];
}

// What names a bucket or an object may name it by an access point, too.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-service-api-support.html
const ACCESS_POINT = "arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}";
const BY_ACCESS_POINT: Readonly<Record<string, string>> = {
  "arn:${Partition}:s3:::${BucketName}": ACCESS_POINT,
  "arn:${Partition}:s3:::${BucketName}/${ObjectName}": `${ACCESS_POINT}/object/\${ObjectName}`,
};

// Resources that AWS asks about, and that the catalogue lacks. A list is asked about what it lists, or about a path; a stack,
// about the transforms of its template, which AWS owns.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html
const BESIDES: readonly (readonly [action: RegExp, arn: string])[] = [
  [/^iam:(?:Get|List)/, "arn:${Partition}:iam::${Account}:${Path}"],
  [/^sts:TagSession$/, "arn:${Partition}:sts::${Account}:federated-user/${Name}"],
  [
    /^cloudformation:(?:Create|Update)(?:ChangeSet|Stack|StackSet)$/,
    "arn:${Partition}:cloudformation:${Region}:aws:transform/${Name}",
  ],
];

const EXAMPLES: Readonly<Record<string, string>> = {
  ...{ Partition: "aws", Region: "us-east-1", Account: EXAMPLE, BucketName: "bucket", ObjectName: "key" },
};

const exampleOf = (arn: string): string =>
  arn.replaceAll(/\$\{([^}]*)\}|\*/g, (_, name = "") => EXAMPLES[name] ?? "name");
