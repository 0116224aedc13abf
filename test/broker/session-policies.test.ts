// The session policies as they are sent.
import { expect, test } from "vitest";
import { sessionPolicies } from "../../broker/session-policies.ts";

test("list-bucket is the guide's document: one statement, one action, one ARN, no Version", () => {
  expect(sessionPolicies["list-bucket"]("arn:aws:s3:::pictures")).toBe(
    '{"Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::pictures"}]}',
  );
});

test("all-of-s3 asks for every action of S3 on everything", () => {
  expect(sessionPolicies["all-of-s3"]()).toBe(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
  );
});

test("list-all-my-buckets is about no bucket", () => {
  expect(sessionPolicies["list-all-my-buckets"]()).toBe(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}',
  );
});

test("list-bucket-if-tagged lists for one value of a principal tag", () => {
  expect(sessionPolicies["list-bucket-if-tagged"]("arn:aws:s3:::pictures", "team", "red")).toBe(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::pictures","Condition":{"StringEquals":{"aws:PrincipalTag/team":"red"}}}]}',
  );
});
