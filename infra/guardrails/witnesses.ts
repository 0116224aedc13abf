// Actions to ask about a statement: for every pattern that it holds, one that the pattern takes in.
import type { Element } from "../../policy/policy-document.ts";

// A word that stands in no document. A pattern takes in more than a set of names exactly if it takes in a name with
// this word where the pattern has a wildcard; no single one of AWS's names shows that.
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

/** Actions to ask about a statement: the telling ones, and one for each of its own patterns. */
export function witnessActions({ negated, values }: Element): readonly string[] {
  const own = values.map((value) => (value === "*" ? `witness:${WITNESS}` : instance(value)));
  return [...telling, ...(negated ? [`witness:${WITNESS}`] : own)];
}

const instance = (pattern: string): string => pattern.replaceAll("*", WITNESS).replaceAll("?", "~");
