// Actions that are easily taken for another one.
import { expect, test } from "vitest";
import { neighboursIn } from "../../mutants/neighbours.ts";

const neighbours = neighboursIn([
  ...["s3:CreateBucket", "s3:ListAllMyBuckets", "s3:ListBucket", "s3:ListBucketVersions", "s3:PutObject"],
  ...["sts:AssumeRole", "sts:GetCallerIdentity", "sts:GetFederationToken"],
]);

test.each([
  ["s3:ListBucket", ["s3:ListBucketVersions", "s3:CreateBucket"]],
  ["s3:listbucketversions", ["s3:ListBucket", "s3:CreateBucket"]],
  ["sts:GetFederationToken*", ["sts:GetCallerIdentity", "sts:AssumeRole"]],
  ["s3:CreateBucket", ["s3:ListAllMyBuckets", "s3:PutObject"]],
  ["s3:*", []],
  ["sqs:SendMessage", []],
])("of %s are the nearest name and the first that writes, of what it does not match", (action, expected) => {
  expect(neighbours(action)).toEqual(expected);
});
