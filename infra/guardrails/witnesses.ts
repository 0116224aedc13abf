// Actions for testing a statement: for each of its patterns, one action that matches it.
import type { Element } from "../../policy/policy-document.ts";

// A word that is in no document. A pattern matches more than a set of names exactly if it matches a name with
// this word in place of the wildcard; no single name of AWS's shows that.
const WITNESS = "Witness";

// Names that everybody understands come first, so that a message says what the statement really allows.
const telling = [
  "s3:GetObject",
  "s3:PutObject",
  "s3:DeleteObject",
  "s3:PutBucketPolicy",
  "s3:ListAllMyBuckets",
  "s3:ListBucketVersions",
  "s3:GetBucketPolicy",
  "iam:CreateAccessKey",
  "iam:PutUserPolicy",
  "iam:ListUsers",
  "sts:AssumeRole",
  "sts:TagSession",
  "ec2:RunInstances",
];

/** Actions for testing a statement: the well-known ones, and one for each of its own patterns. */
export function witnessActions({ negated, values }: Element): readonly string[] {
  const own = values.map((value) => (value === "*" ? `witness:${WITNESS}` : instance(value)));
  return [...telling, ...(negated ? [`witness:${WITNESS}`] : own)];
}

const instance = (pattern: string): string => pattern.replaceAll("*", WITNESS).replaceAll("?", "~");
