// What of a context AWS sets on a request.
import { expect, test } from "vitest";
import type { AuthorizationRequest } from "../../../policy/authorization-request.ts";
import { fittingContext } from "../../../policy/evaluate.ts";

const arn = "arn:aws:iam::111122223333:user/alice";
const known = {
  "aws:SecureTransport": "true",
  "aws:TokenIssueTime": "2026-01-01T00:00:00Z",
  "s3:TlsVersion": "1.3",
  "S3:AuthType": "REST-HEADER",
  "s3:prefix": "home/",
  "custom:key": "a",
};

test.for<[string, Partial<AuthorizationRequest>, string[]]>([
  ["a user", {}, ["aws:SecureTransport", "s3:TlsVersion", "S3:AuthType", "s3:prefix", "custom:key"]],
  [
    "a session",
    { principal: { type: "SessionToken", arn, mfa: false } },
    ["aws:SecureTransport", "aws:TokenIssueTime", "s3:TlsVersion", "S3:AuthType", "s3:prefix", "custom:key"],
  ],
  [
    "nobody",
    { principal: { type: "Anonymous" } },
    ["aws:SecureTransport", "s3:TlsVersion", "s3:prefix", "custom:key"],
  ],
  [
    "a user of another service",
    { action: "sqs:SendMessage", resource: "arn:aws:sqs:us-east-1:111122223333:q" },
    ["aws:SecureTransport", "s3:prefix", "custom:key"],
  ],
  [
    "a caller over plain HTTP",
    { context: { ...known, "aws:SecureTransport": "false", "s3:TlsVersion": [] } },
    ["aws:SecureTransport", "S3:AuthType", "s3:prefix", "custom:key"],
  ],
  ["a principal that cannot be", { principal: { type: "Root", arn } }, Object.keys(known)],
])("of %s", ([, changed, expected]) => {
  const principal = { type: "User", arn } as const;
  const request = {
    principal,
    action: "s3:ListBucket",
    resource: "arn:aws:s3:::b",
    context: known,
    ...changed,
  };
  expect(Object.keys(fittingContext(request))).toEqual(expected);
});
