// The documents of a deployment, each with its kind, whom it governs, and how another one takes its place.

import { parseArn } from "../../policy/arn.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import { compilePattern } from "../../policy/patterns/compile-pattern.ts";
import type { PolicyKind } from "../../policy/policy-document.ts";
import { PolicyError } from "../../policy/policy-error.ts";
import type { BucketTarget, Target } from "../deployment/target.ts";
import { present, sessionOf } from "../sessions/identity.ts";

export interface DeployedDocument {
  /** `the broker's policy "federation"` */
  readonly title: string;
  readonly text: string;
  readonly kind: PolicyKind;
  /** The one principal whose session it limits; without it, a document governs every principal. */
  readonly principal?: string;
  /** The bucket whose policy it is. */
  readonly bucket?: BucketTarget;
  /** Whether it is the policy of the KMS key that encrypts the objects. */
  readonly ofKey?: true;
  /** The deployment with another document instead; with none, where `text` is undefined. */
  replace(text: string | undefined): Target;
}

/** Every document of the outputs, and the session policies of the principals that the deployment has. */
export function deployedDocuments(target: Target): readonly DeployedDocument[] {
  const { bucket, outsideBucket } = target;
  return [
    ofBroker(target),
    ...ofBoundary(target),
    ofBucket("the bucket's policy", bucket, (one) => ({ ...target, bucket: one })),
    ...(outsideBucket === undefined
      ? []
      : [
          ofBucket("the outside bucket's policy", outsideBucket, (one) => ({
            ...target,
            outsideBucket: one,
          })),
        ]),
    ...ofKey(target),
    ...present(target).flatMap((principal) => ofSession(principal, target)),
  ];
}

// What stands for a policy that is gone: a Deny of no action.
const NOTHING = { Effect: "Deny", NotAction: "*" };
const nothing = (more: object): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ ...NOTHING, ...more }] });

function ofBroker(target: Target): DeployedDocument {
  const { broker } = target;
  return {
    title: `the broker's policy "${broker.policyName}"`,
    text: broker.policy,
    kind: "identity",
    replace: (text = nothing({ Resource: "*" })) => ({ ...target, broker: { ...broker, policy: text } }),
  };
}

function ofBoundary(target: Target): readonly DeployedDocument[] {
  const { boundary, boundaryArn, ...broker } = target.broker;
  if (boundary === undefined) return [];
  const replace = (text: string | undefined): Target => ({
    ...target,
    broker:
      text === undefined
        ? broker
        : { ...broker, boundary: text, ...(boundaryArn !== undefined && { boundaryArn }) },
  });
  return [{ title: "the broker's permissions boundary", text: boundary, kind: "boundary", replace }];
}

const ofBucket = (
  title: string,
  bucket: BucketTarget,
  put: (bucket: BucketTarget) => Target,
): DeployedDocument => ({
  ...{ title, text: bucket.policy, kind: "resource", bucket },
  replace: (text = nothing({ Principal: "*", Resource: bucket.arn })) => put({ ...bucket, policy: text }),
});

function ofKey(target: Target): readonly DeployedDocument[] {
  const { encryptionKey } = target;
  if (encryptionKey?.policy === undefined) return [];
  return [
    {
      ...{ title: "the key's policy", text: encryptionKey.policy, kind: "resource", ofKey: true },
      replace: (text = nothing({ Principal: "*", Resource: "*" })) => ({
        ...target,
        encryptionKey: { ...encryptionKey, policy: text },
      }),
    },
  ];
}

function ofSession(principal: string, target: Target): readonly DeployedDocument[] {
  const text = sessionOf(principal, target, undefined)?.policy;
  if (text === undefined) return [];
  const replace = (policy: string | undefined): Target => ({
    ...target,
    sessionPolicies: { ...target.sessionPolicies, [principal]: policy },
  });
  return [{ title: `${principal}'s session policy`, text, kind: "session", principal, replace }];
}

/** Why AWS refuses the text as this document, in a sentence; undefined where AWS takes it. */
export function refusal({ kind, bucket }: DeployedDocument, text: string): string | undefined {
  try {
    const { statements } = parsePolicy(text, kind);
    const foreign = statements
      .flatMap(({ resource }) => resource?.values ?? [])
      .find((value) => bucket !== undefined && !isOf(bucket, value));
    return foreign === undefined ? undefined : `${foreign} is no resource of the bucket.`;
  } catch (error) {
    if (error instanceof PolicyError) return error.detail;
    throw error;
  }
}

// S3 takes a policy only about its bucket and what is in it.
function isOf({ name }: BucketTarget, resource: string): boolean {
  const arn = parseArn(resource);
  const [pattern = ""] = arn?.service === "s3" ? arn.resource.split("/") : [];
  return compilePattern(pattern)(name);
}
