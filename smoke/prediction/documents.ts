// The policies that decide about a deployment, compiled: those in its outputs and those of its sessions.

import type { Policy } from "../../policy/compiled/policy.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import type { PolicyKind } from "../../policy/policy-document.ts";
import { PolicyError } from "../../policy/policy-error.ts";
import { ConfigurationError } from "../deployment/configuration-error.ts";
import type { BucketTarget, Target } from "../deployment/target.ts";
import { present, sessionOf } from "../sessions/identity.ts";

export interface Document {
  /** How a sentence calls it: `the broker's policy "federation"`. */
  title: string;
  text: string;
  policy: Policy;
}

export interface Documents {
  broker: Document;
  /** The broker's permissions boundary; undefined when there is none, or when the outputs do not hold its document. */
  boundary: Document | undefined;
  /** An address of the first network that the broker's policy allows calls from; undefined where it allows all. */
  allowedAddress: string | undefined;
  /** The policy of the KMS key that encrypts the objects; undefined where there is none, or it is not known. */
  ofKey: Document | undefined;
  ofBucket(bucket: BucketTarget): Document;
  /** The session policies of a principal: its own, and the managed ones. */
  ofSession(principal: string): readonly Document[];
}

/**
 * Compiles every document once.
 * @throws ConfigurationError when one is not a valid policy; it names the place.
 */
export function compileDocuments(target: Target, sessionPolicy: string | undefined): Documents {
  const { bucket, outsideBucket, broker, encryptionKey } = target;
  const buckets = new Map([[bucket.name, compile("the bucket's policy", bucket.policy, "resource")]]);
  if (outsideBucket !== undefined)
    buckets.set(outsideBucket.name, compile("the outside bucket's policy", outsideBucket.policy, "resource"));
  const sessions = new Map(
    present(target).map((principal) => [principal, ofSession(principal, target, sessionPolicy)]),
  );
  const ofBroker = compile(`the broker's policy "${broker.policyName}"`, broker.policy, "identity");
  return {
    broker: ofBroker,
    allowedAddress: firstNetwork(ofBroker.policy)?.split("/")[0],
    boundary:
      broker.boundary === undefined
        ? undefined
        : compile("the broker's permissions boundary", broker.boundary, "boundary"),
    ofKey:
      encryptionKey?.policy === undefined
        ? undefined
        : compile("the key's policy", encryptionKey.policy, "resource"),
    ofBucket: ({ name }) => {
      const document = buckets.get(name);
      if (document === undefined) throw new Error(`no policy is known of the bucket ${name}`);
      return document;
    },
    ofSession: (principal) => sessions.get(principal) ?? [],
  };
}

/** The documents that can allow something: the broker's, the buckets', the sessions'. */
export const allDocuments = (documents: Documents, target: Target): readonly Document[] => [
  documents.broker,
  ...[target.bucket, target.outsideBucket].flatMap((bucket) =>
    bucket === undefined ? [] : documents.ofBucket(bucket),
  ),
  ...present(target).flatMap(documents.ofSession),
];

/** A statement as it was written, by its place from 0. A document may hold one without a list around it. */
export function statementText({ text }: Document, place: number): string {
  const { Statement } = JSON.parse(text) as { Statement: unknown };
  return JSON.stringify([Statement].flat()[place]);
}

function ofSession(principal: string, target: Target, replacement: string | undefined): Document[] {
  const { policy, managed = [] } = sessionOf(principal, target, replacement) ?? {};
  return [
    ...(policy === undefined ? [] : [compile(`${principal}'s session policy`, policy, "session")]),
    ...managed.map(({ arn, document }) =>
      compile(`${principal}'s session policy ${arn}`, document, "session"),
    ),
  ];
}

const firstNetwork = ({ statements }: Policy): string | undefined =>
  statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap(({ conditions }) => conditions)
    .find(({ operator, key }) => operator === "IpAddress" && key.toLowerCase() === "aws:sourceip")?.values[0];

function compile(title: string, text: string, kind: PolicyKind): Document {
  try {
    return { title, text, policy: parsePolicy(text, kind) };
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    const place = `${error.path}, line ${error.line}, column ${error.column}`;
    throw new ConfigurationError(`In ${title}, at ${place}: ${error.detail}`, { cause: error });
  }
}
