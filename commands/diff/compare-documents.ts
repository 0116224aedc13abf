// Compares the documents of two sources: what each pair adds and takes away.

import type { Catalogue } from "../../catalogue/catalogue.ts";
import {
  type Both,
  changesOfDenials,
  changesOfDocuments,
  missingDocument,
} from "../../policy/changes/documents.ts";
import type { Policy } from "../../policy/compiled/policy.ts";
import { readKnownActions } from "../../policy/proof/known-actions.ts";
import type { KeyTypes } from "../../policy/request/key-types.ts";
import { type Relation, relationOf } from "../compare/relation.ts";
import type { Pair, PlacedText } from "./pairs.ts";
import { readDocument } from "./read-document.ts";

/** One thing that was compared, and what changed. */
export interface Comparison {
  readonly name: string;
  /** `identity policy`, `federated session`. */
  readonly what: string;
  /** Of a document that only limits or serves principals, which are compared themselves: it does not count alone. */
  readonly isPart?: true;
  /** Which side lacks it. */
  readonly lacks?: "before" | "after";
  /** Undefined where it cannot be compared; `unknown` says why, in one sentence. */
  readonly both?: Both;
  readonly unknown?: string;
}

/**
 * What each document gives alone; and, where their Denies differ and that shows something else, what these let through
 * beside a document that allows everything: a policy that only denies gives nothing, and still limits.
 */
export async function compareDocuments(
  { name, kind, before, after }: Pair,
  catalogue: Catalogue,
  types: KeyTypes,
): Promise<readonly Comparison[]> {
  if (kind === "trust") return [{ name, what: "trust policy", unknown: TRUST }];
  if (kind === "two kinds") return [{ name, what: "policy", unknown: TWO_KINDS }];
  const read = (text: PlacedText | undefined): Policy =>
    text === undefined ? missingDocument(kind, types) : readDocument(text.text, text.place, kind, types);
  const [old, young] = [read(before), read(after)];
  const known = await readKnownActions(catalogue, [old, young]);
  const lacks = before === undefined ? "before" : after === undefined ? "after" : undefined;
  const comparison = (what: string, both: Both): Comparison => ({
    ...{ name, what, both },
    ...(lacks !== undefined && { lacks }),
  });
  const alone = changesOfDocuments(kind, old, young, { known });
  const denials = changesOfDenials(kind, old, young, { known });
  const isMore = denials !== undefined && relationIn(denials) !== relationIn(alone);
  return [
    comparison(`${kind} policy`, alone),
    ...(isMore ? [comparison(`Denies of the ${kind} policy, beside an Allow of everything`, denials)] : []),
  ];
}

const relationIn = ({ added, removed }: Both): Relation => relationOf(added.answer, removed.answer);

const TRUST = "The documents differ, and no proof is made of who may assume a role: read them.";
const TWO_KINDS = "One side names principals and the other does not: say with --kind what both are.";
