// One question about a deployment, answered from its documents alone: what `npm run why` shows.
import type { Principal } from "../../policy/authorization-request.ts";
import type { Target } from "../deployment/target.ts";
import { probes } from "../probes/probes.ts";
import type { Resource } from "../resources.ts";
import { asPolicyPrincipal, lackOfPrincipal } from "../sessions/identity.ts";
import { compileDocuments } from "./documents.ts";
import { type Prediction, predict } from "./predict.ts";

export type { DecidingStatement, Prediction } from "./predict.ts";

interface Question {
  /** A name of the table in principals.ts. */
  readonly principal: string;
  readonly action: string;
  readonly arn: string;
}

export interface Answer {
  readonly prediction: Prediction;
  /** Who asks, as policies see it. */
  readonly caller: Principal;
}

/**
 * What a principal gets at the instant `now`; or why the deployment lacks the principal, in words that end a sentence.
 * @throws ConfigurationError when a document of the deployment is not a valid policy
 */
export function ask(
  { principal, action, arn }: Question,
  target: Target,
  now: Date,
): Answer | { lack: string } {
  const lack = lackOfPrincipal(principal, target);
  if (lack !== undefined) return { lack };
  const documents = compileDocuments(target, undefined);
  const probe = { action, context: {}, decrypts: probes.get(action)?.decrypts === true };
  return {
    prediction: predict({ principal }, probe, resourceOf(arn, target), target, documents, now),
    caller: asPolicyPrincipal(principal, target),
  };
}

function resourceOf(arn: string, { bucket, outsideBucket }: Target): Resource {
  const owner = [bucket, outsideBucket].find((one) => one !== undefined && isIn(arn, one.arn));
  return { kind: "object", arn, name: arn, ...(owner && { bucket: owner }) };
}

const isIn = (arn: string, bucketArn: string): boolean =>
  arn === bucketArn || arn.startsWith(`${bucketArn}/`);
