// The session policies as they are sent.
import { expect, test } from "vitest";
import { sessionPolicies } from "../../broker/session-policies.ts";

test("list-bucket is the guide's document: one statement, one action, one ARN, no Version", () => {
  expect(sessionPolicies["list-bucket"]("arn:aws:s3:::pictures")).toBe(
    '{"Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::pictures"}]}',
  );
});

test("all-of-s3 asks for every action of S3 on everything", () => {
  expect(sessionPolicies["all-of-s3"]("arn:aws:s3:::pictures")).toBe(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
  );
});
