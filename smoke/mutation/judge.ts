// The judgement on one mutant: what it changes, and whether a promise sees that.

import type { Catalogue } from "../../policy/findings/catalogue.ts";
import type { KnownActions } from "../../policy/proof/known-actions.ts";
import { compileDocuments } from "../prediction/documents.ts";
import { titleOf } from "../results/row-result.ts";
import { predictPromises } from "../unprobed/predict-promises.ts";
import { type Deployment, type Difference, effectOf } from "./changes.ts";
import { type DeployedDocument, refusal } from "./deployed-documents.ts";
import { type Proposal, propose } from "./propose.ts";

export interface MutationOptions {
  readonly catalogue: Catalogue;
  readonly known: KnownActions;
  readonly now: Date;
}

/** What became of one mutant. */
export type Fate =
  /** A row does not pass any more. */
  | { readonly fate: "killed"; readonly by: string }
  /** Something else is allowed, and every row passes. */
  | {
      readonly fate: "survived";
      readonly differences: readonly Difference[];
      /** The promise to add. */
      readonly proposal: Proposal;
    }
  /** Not counted: nothing else is allowed, for anyone. */
  | { readonly fate: "equivalent" }
  /** Not counted: only requests differ that AWS does not make or know. */
  | { readonly fate: "beyond AWS"; readonly why: string }
  | { readonly fate: "unknown"; readonly why: string }
  /** Not counted: AWS takes no such document. */
  | { readonly fate: "refused"; readonly why: string };

/** `text` is the document in the place of the deployed one; none where that is removed. */
export async function judge(
  document: DeployedDocument,
  text: string | undefined,
  before: Deployment,
  options: MutationOptions,
): Promise<Fate> {
  const why = text === undefined ? undefined : refusal(document, text);
  if (why !== undefined) return { fate: "refused", why };
  const target = document.replace(text);
  const after = { target, documents: compileDocuments(target, undefined) };
  const effect = effectOf(document, before, after, options.known);
  if (effect.type === "equivalent") return { fate: "equivalent" };
  if (effect.type === "beyond") return { fate: "beyond AWS", why: effect.why };
  if (effect.type === "unknown") return { fate: "unknown", why: effect.why };
  const { rows } = await predictPromises(target, { ...options, isOneEnough: true });
  const broken = rows.find(({ verdict }) => verdict !== "pass");
  if (broken !== undefined) return { fate: "killed", by: `${titleOf(broken)}: ${broken.finding}` };
  const all = effectOf(document, before, after, options.known, "all");
  const differences = all.type === "changes" ? all.differences : effect.differences;
  return { fate: "survived", differences, proposal: propose(differences, before, after, options.now) };
}
