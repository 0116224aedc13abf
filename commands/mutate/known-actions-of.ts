// What AWS knows of the services that a deployment's documents name.
import type { Catalogue } from "../../policy/findings/catalogue.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import { type KnownActions, readKnownActions } from "../../policy/proof/known-actions.ts";
import type { Target } from "../../smoke/deployment/target.ts";
import { deployedDocuments } from "../../smoke/mutation/run-mutation.ts";

/** @throws PolicyError for a document that is no policy */
export async function knownActionsOf(target: Target, catalogue: Catalogue): Promise<KnownActions> {
  const policies = deployedDocuments(target).map(({ text, kind }) => parsePolicy(text, kind));
  return readKnownActions(catalogue, policies);
}
