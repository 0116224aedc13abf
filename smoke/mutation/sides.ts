// Who is governed by a document, and what all the documents of a deployment allow them: sides for a proof.

import { userArn } from "../../policy/arn.ts";
import type { Principal } from "../../policy/authorization-request.ts";
import type { Policy, PolicySet } from "../../policy/compiled/policy.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import type { BucketTarget, Target } from "../deployment/target.ts";
import type { Documents } from "../prediction/documents.ts";
import { choose, policySet } from "../prediction/layers.ts";
import { bucketArns } from "../prediction/places.ts";
import { principals } from "../principals.ts";
import { asPolicyPrincipal, present } from "../sessions/identity.ts";
import type { DeployedDocument } from "./deployed-documents.ts";

/** Somebody whom a document governs. */
export interface Governed {
  /** As a sentence calls them. */
  readonly name: string;
  /** The principal of smoke/principals.ts, if it is one. */
  readonly promised?: string;
  readonly principal: Principal;
  /** Its policies in a deployment, for requests about a bucket, or about anything else. */
  policies(documents: Documents, bucket: BucketTarget | undefined): PolicySet;
}

/** The requests about one bucket, about the key, or about all the rest. */
export interface Region {
  readonly bucket?: BucketTarget;
  readonly ofKey?: true;
  /** Denies every other request. */
  readonly within: Policy;
}

const policy = (statement: object): Policy =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statement }), "identity");

const ANYTHING = policy({ Effect: "Allow", Action: "*", Resource: "*" });
const denied = (element: object): Policy => policy({ Effect: "Deny", Action: "*", ...element });

/** Where a document decides: a bucket's policy in its bucket, all others everywhere. */
export function regionsOf(document: DeployedDocument, target: Target): readonly Region[] {
  const buckets = [target.bucket, target.outsideBucket].filter((one) => one !== undefined);
  const inBucket = (bucket: BucketTarget): Region => ({
    bucket,
    within: denied({ NotResource: bucketArns(bucket, target) }),
  });
  if (document.ofKey)
    return [{ ofKey: true, within: denied({ NotResource: target.encryptionKey?.arn ?? "*" }) }];
  if (document.bucket !== undefined) return [inBucket(document.bucket)];
  return [
    ...buckets.map(inBucket),
    { within: denied({ Resource: buckets.flatMap((bucket) => bucketArns(bucket, target)) }) },
  ];
}

/** Everyone whom a document governs, those with the same rights once. */
export function governedBy(document: DeployedDocument, target: Target): readonly Governed[] {
  const names = document.principal === undefined ? callers(target) : [document.principal];
  const promised = names.map((name) => ofTable(name, target));
  if (document.principal !== undefined) return promised;
  const isResource = document.bucket !== undefined || document.ofKey === true;
  return [...promised, withMfa(target), ...(isResource ? [anotherUser(target)] : [])];
}

// Rejected credentials may do nothing, whatever policies say.
const callers = (target: Target): readonly string[] =>
  present(target).filter(
    (name) => !["retired key", "expired session"].includes(principals[name]?.identity.type ?? ""),
  );

const ofTable = (name: string, target: Target): Governed => ({
  ...{ name, promised: name, principal: asPolicyPrincipal(name, target) },
  policies: (documents, bucket) => policySet(choose(name, at(bucket), documents)),
});

// GetSessionToken with an MFA code gives the broker a session that no promise is about.
const withMfa = ({ broker: { userArn: arn, tags = {} } }: Target): Governed => ({
  name: "the broker's session with MFA",
  principal: { type: "SessionToken", arn, mfa: true, tags },
  policies: (documents, bucket) => policySet(choose("broker", at(bucket), documents)),
});

/** A user of the account whom its own policies allow everything: only the bucket's policy limits it. */
const anotherUser = ({ accountId, partition }: Target): Governed => ({
  name: "another user of the account",
  principal: { type: "User", arn: userArn(accountId, "/", "federation-broker-someone", partition), tags: {} },
  policies: (documents, bucket) => ({
    identity: [ANYTHING],
    ...(bucket !== undefined && { resource: documents.ofBucket(bucket).policy }),
  }),
});

const at = (bucket: BucketTarget | undefined) => ({
  ...({ kind: "bucket", arn: "*", name: "" } as const),
  ...(bucket !== undefined && { bucket }),
});

/** The policies of somebody for the requests of a region. */
export function policiesIn(region: Region, governed: Governed, documents: Documents): PolicySet {
  const policies = governed.policies(documents, region.bucket);
  const ofKey = region.ofKey === true ? documents.ofKey?.policy : undefined;
  return {
    ...policies,
    ...(ofKey !== undefined && { resource: ofKey }),
    resourceControl: [[region.within]],
  };
}
