// Compares two states of a deployment by their stack outputs: its documents, and what each principal may do.

import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { KeyTypes } from "../../policy/request/key-types.ts";
import { readTarget, type Target } from "../../smoke/deployment/target.ts";
import { comparePrincipals } from "../../smoke/prediction/compare-principals.ts";
import { UsageError } from "../shared/run-command.ts";
import { type Comparison, compareDocuments } from "./compare-documents.ts";
import type { OutputsPair, Pair, PlacedText } from "./pairs.ts";

/** @throws ConfigurationError, or UsageError, for outputs that cannot be read */
export async function compareOutputs(
  { before, after }: OutputsPair,
  catalogue: Catalogue,
  types: KeyTypes,
): Promise<Comparison[]> {
  const [old, young] = [targetIn(before), targetIn(after)];
  const documents: Comparison[] = [];
  for (const pair of changedDocuments(old, young)) {
    const [alone, ...denials] = await compareDocuments(pair, catalogue, types);
    // What it gives or takes is seen in the principals; a bucket's policy grants and denies to others, too.
    if (pair.kind === "resource") documents.push(...[alone].flatMap((one) => one ?? []), ...denials);
    else if (alone !== undefined) documents.push({ ...alone, isPart: true });
  }
  const principals = await comparePrincipals(old, young, catalogue);
  return [...documents, ...principals.map(({ about, ...rest }) => ({ ...rest, what: about }))];
}

// The text holds secrets: no error shows a piece of it.
function targetIn({ text, place }: PlacedText): Target {
  let outputs: unknown;
  try {
    outputs = JSON.parse(text);
  } catch {
    throw new UsageError(
      `${place} is not JSON: give what \`pulumi stack output --json --show-secrets\` prints.`,
    );
  }
  return readTarget(outputs);
}

const DOCUMENTS: readonly (readonly [
  name: string,
  kind: "identity" | "boundary" | "resource",
  textOf: (target: Target) => string | undefined,
])[] = [
  ["the broker's policy", "identity", ({ broker }) => broker.policy],
  ["the broker's boundary", "boundary", ({ broker }) => broker.boundary],
  ["the bucket's policy", "resource", ({ bucket }) => bucket.policy],
  ["the outside bucket's policy", "resource", ({ outsideBucket }) => outsideBucket?.policy],
];

const changedDocuments = (before: Target, after: Target): readonly Pair[] =>
  DOCUMENTS.flatMap(([name, kind, textOf]) => {
    const [old, young] = [textOf(before), textOf(after)];
    return old === young ? [] : [{ name, kind, before: placed(name, old), after: placed(name, young) }];
  });

const placed = (place: string, text: string | undefined): PlacedText | undefined =>
  text === undefined ? undefined : { place, text };
