// The promises' own test: every document of a deployment is changed in every way, and each change must break a promise.

import { type Around, type Mutant, mutantsOf } from "../../mutants/mutants-of.ts";
import { neighboursIn } from "../../mutants/neighbours.ts";
import type { KnownActions } from "../../policy/proof/known-actions.ts";
import type { Target } from "../deployment/target.ts";
import { compileDocuments, statementText } from "../prediction/documents.ts";
import { type DeployedDocument, deployedDocuments } from "./deployed-documents.ts";
import { type Fate, judge, type MutationOptions } from "./judge.ts";

export type { Difference } from "./changes.ts";
export { type BranchResult, coverage, coverageOf } from "./coverage.ts";
export { deployedDocuments } from "./deployed-documents.ts";
export type { MutationOptions } from "./judge.ts";
export { exitCodeOf, type Score, scoreOf } from "./score.ts";

export type MutantResult = Omit<Mutant, "document"> &
  Fate & {
    /** `the broker's policy "federation"` */
    readonly document: string;
    /** The statement that was changed, JSON text. */
    readonly text?: string;
  };

/** Changes, judges and gives one mutant after the other. */
export async function* runMutation(target: Target, options: MutationOptions): AsyncGenerator<MutantResult> {
  const documents = deployedDocuments(target);
  const before = { target, documents: compileDocuments(target, undefined) };
  const around = aroundOf(target, options.known);
  for (const document of documents) {
    for (const { document: text, ...mutant } of mutantsOf(
      document.text,
      othersOf(document, documents),
      around,
    )) {
      const fate = await judge(document, text, before, options);
      yield { ...mutant, document: document.title, ...textOf(document, mutant.statement), ...fate };
    }
  }
}

const textOf = ({ text }: DeployedDocument, place: number | undefined): { readonly text?: string } =>
  place === undefined ? {} : { text: statementText({ text }, place) };

const aroundOf = (
  { partition, accountId, bucket, outsideBucket }: Target,
  { actions }: KnownActions,
): Around => ({
  ...{ partition, accountId },
  buckets: [bucket, outsideBucket].flatMap((one) => one?.name ?? []),
  neighbours: neighboursIn(actions.map(({ name }) => name)),
});

const KINDS: Readonly<Record<string, string>> = { boundary: "identity" };
const kindOf = ({ kind, ofKey }: DeployedDocument): string => (ofKey ? "key" : (KINDS[kind] ?? kind));

/** The other documents of its kind, those with the same text once. */
function othersOf(document: DeployedDocument, all: readonly DeployedDocument[]) {
  const alike = all.filter((one) => one !== document && kindOf(one) === kindOf(document));
  return [...new Map(alike.map((one) => [one.text, one])).values()];
}
