// Mutators of the values of Action and Resource: one row for each way to write another value.

import type { Around, Change, Mutator } from "./mutator.ts";
import { elementOf, opposite, replaced, type Statement, written } from "./statement.ts";

interface Row {
  readonly name: string;
  readonly element: "Action" | "Resource";
  /** The values that may stand in the place of one. */
  instead(value: string, around: Around): readonly string[];
}

const serviceOf = (action: string): string => action.split(":")[0] ?? "";
const bucketOf = (arn: string): string | undefined => /^arn:[^:]+:s3:::([^/]+)/.exec(arn)?.[1];

/** The name of a resource that no document names. */
const ONE = "federation-broker-mutant";

const ROWS: readonly Row[] = [
  { name: "action: any", element: "Action", instead: () => ["*"] },
  { name: "action: whole service", element: "Action", instead: (value) => [`${serviceOf(value)}:*`] },
  { name: "action: wildcard behind it", element: "Action", instead: (value) => [`${value}*`] },
  { name: "action: cut to its verb", element: "Action", instead: (value) => verbOf(value) },
  { name: "action: without its wildcard", element: "Action", instead: (value) => unstarred(value) },
  { name: "action: part of the service", element: "Action", instead: (value) => partOf(value) },
  { name: "action: a neighbour", element: "Action", instead: (value, { neighbours }) => neighbours(value) },
  { name: "resource: any", element: "Resource", instead: () => ["*"] },
  { name: "resource: wildcard behind it", element: "Resource", instead: (value) => [`${value}*`] },
  { name: "resource: prefix cut", element: "Resource", instead: (value) => cut(value) },
  { name: "resource: one of many", element: "Resource", instead: (value) => one(value) },
  { name: "resource: object or bucket", element: "Resource", instead: (value) => otherLevel(value) },
  { name: "resource: another bucket", element: "Resource", instead: (value, around) => moved(value, around) },
];

/** `s3:List*` of `s3:ListBucket` */
function verbOf(action: string): readonly string[] {
  const verb = /^([\w-]+:[A-Z][a-z]+)./.exec(action)?.[1];
  return verb === undefined ? [] : [`${verb}*`];
}

const unstarred = (action: string): readonly string[] =>
  /[a-z]\*$/i.test(action) ? [action.slice(0, -1)] : [];

/** A part of `s3:*` */
const partOf = (action: string): readonly string[] =>
  /^[\w-]+:\*$/.test(action) ? ["Get", "List"].map((verb) => `${serviceOf(action)}:${verb}*`) : [];

/** The ARN without its last part. */
const cut = (arn: string): readonly string[] => (arn === "*" ? [] : [`${arn.replace(/[^/:]*\/?\*?$/, "")}*`]);

const one = (arn: string): readonly string[] =>
  arn.includes("*") && arn !== "*" ? [arn.replaceAll("*", ONE)] : [];

function otherLevel(arn: string): readonly string[] {
  const bucket = bucketOf(arn);
  if (bucket === undefined) return [];
  const end = arn.indexOf(bucket) + bucket.length;
  return arn.length === end ? [`${arn}/*`] : [arn.slice(0, end)];
}

function moved(arn: string, { buckets }: Around): readonly string[] {
  const bucket = bucketOf(arn);
  if (bucket === undefined) return [];
  return [...buckets, ONE].filter((name) => name !== bucket).map((name) => arn.replace(bucket, name));
}

const toMutator = ({ name, element, instead }: Row): Mutator => ({
  name,
  changes(statement, around) {
    const found = elementOf(statement, element);
    return (found?.values ?? []).flatMap((value, place) =>
      instead(value, around)
        .filter((other) => other !== value && isPattern(other))
        .map((other) => exchange(statement, element, place, other)),
    );
  },
});

// Two wildcards side by side say no more than one.
const isPattern = (value: string): boolean => !value.includes("**");

function exchange(statement: Statement, element: string, place: number, other: string): Change {
  const { name, values } = elementOf(statement, element) ?? { name: element, values: [] };
  return {
    says: `${name} ${values[place]} becomes ${other}`,
    statement: replaced(statement, name, written(values.with(place, other))),
  };
}

const dropping = (element: string): Mutator => ({
  name: `${element.toLowerCase()}: dropped`,
  changes(statement) {
    const { name, values } = elementOf(statement, element) ?? { name: element, values: [] };
    if (values.length < 2) return [];
    return values.map((value, place) => ({
      says: `${name} ${value} is dropped`,
      statement: replaced(statement, name, written(values.toSpliced(place, 1))),
    }));
  },
});

const negating = (element: string): Mutator => ({
  name: `${element.toLowerCase()}: Not${element}`,
  changes(statement) {
    const found = elementOf(statement, element);
    if (found === undefined) return [];
    const other = opposite(found.name);
    return [
      {
        says: `${found.name} becomes ${other}`,
        statement: replaced(statement, found.name, statement[found.name], other),
      },
    ];
  },
});

const elements = ["Action", "Resource"] as const;

/** What can be done to Action and Resource, and to NotAction and NotResource. */
export const valueMutators: readonly Mutator[] = [
  ...ROWS.map(toMutator),
  ...elements.map(dropping),
  ...elements.map(negating),
];
