// The documents to compare: files of one name on both sides, or the two that a person names.

import type { DocumentKind } from "../../policy/proof/documents.ts";
import { UsageError } from "../shared/run-command.ts";
import { likenessOf } from "./read-document.ts";
import type { NamedText, Source } from "./source.ts";

/** A text, where it stands. */
export interface PlacedText {
  readonly place: string;
  readonly text: string;
}

/** Two documents; one is undefined where there is none. */
export interface Pair {
  readonly name: string;
  readonly kind: DocumentKind | "trust" | "two kinds";
  readonly before: PlacedText | undefined;
  readonly after: PlacedText | undefined;
}

/** The documents that differ, and the JSON files of folders that look like no policy. */
export interface Pairs {
  readonly documents: readonly Pair[];
  readonly leftOut: readonly string[];
}

/** The outputs of two stacks, as JSON. */
export interface OutputsPair {
  readonly before: PlacedText;
  readonly after: PlacedText;
}

/**
 * The pairs of documents that differ, or two stack outputs. In folders, a file that is neither policy nor policy-like
 * text is left out.
 * @throws UsageError for a file that is no policy where it was named itself, for a file compared with a folder, and for two empty folders
 */
export async function readPairs(
  before: Source,
  after: Source,
  kind: DocumentKind | undefined,
): Promise<Pairs | { readonly outputs: OutputsPair }> {
  const [old, young] = [before.content, after.content];
  if (!isText(old) && !isText(young)) {
    if (old.size + young.size === 0) {
      throw new UsageError(
        `Neither ${before.name} nor ${after.name} holds a JSON file: name folders that hold policies.`,
      );
    }
    return await pairsOfFolders(old, young, kind);
  }
  if (isText(old) && isText(young)) {
    const [one, other] = [await placed(old), await placed(young)];
    return pairOf(one, other, kind);
  }
  const [single, many] = isText(old) ? [before, after] : [after, before];
  throw new UsageError(
    `${single.name} is a file and ${many.name} is a folder: compare two files or two folders.`,
  );
}

const isText = (content: Source["content"]): content is NamedText => "read" in content;

const placed = async ({ place, read }: NamedText): Promise<PlacedText> => ({ place, text: await read() });

function pairOf(
  before: PlacedText,
  after: PlacedText,
  kind: DocumentKind | undefined,
): Pairs | { readonly outputs: OutputsPair } {
  const likenesses = [before, after].map(({ text }) => likenessOf(text));
  const outputs = likenesses.filter((one) => one === "stack outputs").length;
  if (outputs === 2) return { outputs: { before, after } };
  if (outputs === 1) {
    const [which, other] = likenesses[0] === "stack outputs" ? [before, after] : [after, before];
    throw new UsageError(
      `${which.place} holds stack outputs and ${other.place} does not: compare two of a kind.`,
    );
  }
  return {
    leftOut: [],
    documents: [{ name: after.place, kind: kind ?? kindOf(before, after), before, after }],
  };
}

async function pairsOfFolders(
  before: ReadonlyMap<string, NamedText>,
  after: ReadonlyMap<string, NamedText>,
  kind: DocumentKind | undefined,
): Promise<Pairs> {
  const pairs: Pair[] = [];
  const leftOut = new Set<string>();
  for (const name of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [old, young] = [before.get(name), after.get(name)];
    if (old?.id !== undefined && old.id === young?.id) continue;
    const texts = await Promise.all([old, young].map(async (text) => text && (await placed(text))));
    const [one, other] = texts.map((text) => text && policyLike(text));
    if (texts.some((text, side) => text !== undefined && [one, other][side] === undefined)) leftOut.add(name);
    if (one?.text === other?.text) continue;
    pairs.push({ name, kind: kind ?? kindOf(one, other), before: one, after: other });
  }
  return { documents: pairs, leftOut: [...leftOut] };
}

function policyLike(text: PlacedText): PlacedText | undefined {
  const likeness = likenessOf(text.text);
  return likeness === "nothing known" || likeness === "stack outputs" ? undefined : text;
}

function kindOf(...texts: readonly (PlacedText | undefined)[]): Pair["kind"] {
  const kinds = new Set(texts.flatMap((one) => (one === undefined ? [] : [guess(one.text)])));
  const [first = "identity", ...others] = kinds;
  return others.length > 0 ? "two kinds" : first;
}

function guess(text: string): "identity" | "resource" | "trust" {
  const likeness = likenessOf(text);
  return likeness === "resource" || likeness === "trust" ? likeness : "identity";
}
