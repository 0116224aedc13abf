// A document that was compiled before is judged again where an account takes it: ARNs of other partitions are refused.
import { expect, test } from "vitest";
import { compiledPolicy } from "../../../loopback/authorization/compiled-policy.ts";
import { PolicyError } from "../../../policy/policy-error.ts";

const reading = (bucket: string): string =>
  `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"${bucket}"}}`;

test("an account of one partition refuses a document of another, also if it was compiled before", () => {
  const chinese = reading("arn:aws-cn:s3:::known/*");
  expect(compiledPolicy(chinese, "session").kind).toBe("session");
  expect(compiledPolicy(chinese, "session", "aws-cn").kind).toBe("session");
  expect(() => compiledPolicy(chinese, "session", "aws")).toThrow(PolicyError);
});

test("a document that an account took is compiled once, for the session, too", () => {
  const document = reading("arn:aws:s3:::taken/*");
  const taken = compiledPolicy(document, "session", "aws");
  expect(compiledPolicy(document, "session", "aws")).toBe(taken);
  expect(compiledPolicy(document, "session")).toBe(taken);
});
