// Policy documents of browsers' uploads, as AWS publishes one and as no one may write them.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html
import { describe, expect, it } from "vitest";
import { readPostPolicy } from "../../../loopback/post/post-policy.ts";
import { requirePostPolicy } from "../../../loopback/post/require-post-policy.ts";
import { hmac } from "../../../loopback/signature/sha256.ts";
import { signingKey } from "../../../loopback/signature/signing-key.ts";

const published =
  "eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1wbGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAgIHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2FkLmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUxMjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXotbWV0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7IngtYW16LWRhdGUiOiAiMjAxNTEyMjlUMDAwMDAwWiIgfQ0KICBdDQp9";
const fields = new Map([
  ["key", "user/user1/photo.png"],
  ["acl", "public-read"],
  ["success_action_redirect", "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"],
  ["content-type", "image/jpeg"],
  ["x-amz-meta-uuid", "14365123651274"],
  ["x-amz-server-side-encryption", "AES256"],
  ["x-amz-credential", "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"],
  ["x-amz-algorithm", "AWS4-HMAC-SHA256"],
  ["x-amz-date", "20151229T000000Z"],
  ["x-amz-meta-tag", ""],
]);
const bucket = "sigv4examplebucket";
const during = new Date("2015-12-30T11:59:59Z");

describe("AWS's published policy", () => {
  it("has the published signature", () => {
    const scope = { date: "20151229", region: "us-east-1", service: "s3" };
    const key = signingKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", scope);
    expect(hmac(key, published)).toBe("8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e");
  });

  it("allows the published form until it expires", () => {
    const policy = readPostPolicy(published);
    expect(() => requirePostPolicy(policy, { bucket, fields, size: 1 }, during)).not.toThrow();
    const after = new Date("2015-12-30T12:00:00Z");
    expect(() => requirePostPolicy(policy, { bucket, fields, size: 1 }, after)).toThrow(
      "Invalid according to Policy: Policy expired.",
    );
  });

  it.each([
    ["key", "user/user2/photo.png", '["starts-with", "$key", "user/user1/"]'],
    ["acl", "private", '["eq", "$acl", "public-read"]'],
    ["content-type", "image/jpeg, text/html", '["starts-with", "$content-type", "image/"]'],
    ["content-type", "text/html", '["starts-with", "$content-type", "image/"]'],
    ["x-amz-meta-uuid", "1436512365127", '["eq", "$x-amz-meta-uuid", "14365123651274"]'],
  ])("does not allow the %s %s", (name, value, condition) => {
    const changed = new Map(fields).set(name, value);
    expect(() =>
      requirePostPolicy(readPostPolicy(published), { bucket, fields: changed, size: 1 }, during),
    ).toThrow(`Invalid according to Policy: Policy Condition failed: ${condition}`);
  });

  it("does not allow a form that leaves a field out, or says more", () => {
    const policy = readPostPolicy(published);
    const less = new Map(fields);
    less.delete("acl");
    expect(() => requirePostPolicy(policy, { bucket, fields: less, size: 1 }, during)).toThrow(
      'Invalid according to Policy: Policy Condition failed: ["eq", "$acl", "public-read"]',
    );
    const more = new Map([...fields, ["x-ignore-this", "1"], ["x-amz-storage-class", "GLACIER"]]);
    expect(() => requirePostPolicy(policy, { bucket, fields: more, size: 1 }, during)).toThrow(
      "Invalid according to Policy: Extra input fields: x-amz-storage-class",
    );
  });

  it("does not allow another bucket", () => {
    expect(() =>
      requirePostPolicy(readPostPolicy(published), { bucket: "other", fields, size: 1 }, during),
    ).toThrow(
      'Invalid according to Policy: Policy Condition failed: ["eq", "$bucket", "sigv4examplebucket"]',
    );
  });
});

const encode = (policy: unknown) => Buffer.from(JSON.stringify(policy)).toString("base64");
const until = { expiration: "2015-12-30T12:00:00.000Z" };

describe("a policy document is invalid", () => {
  it.each<[string, string, string]>([
    ["that is empty", "", "Expecting '{' but found End-of-Input"],
    ["that is no base64", "****", "invalid Base64 encoding."],
    ["with something base64 passes over", `${encode(until)}!`, "invalid Base64 encoding."],
    ["that is no JSON", Buffer.from("{").toString("base64"), "Invalid JSON."],
    ["that is a list", encode([]), "Invalid JSON."],
    ["without expiration", encode({ conditions: [] }), "Policy missing expiration."],
    ["without conditions", encode(until), "Policy missing conditions."],
    [
      "with a strange expiration",
      encode({ expiration: "tomorrow", conditions: [] }),
      "Invalid 'expiration' value: 'tomorrow'",
    ],
    [
      "with one condition",
      encode({ ...until, conditions: {} }),
      "Invalid 'conditions' value: must be a List.",
    ],
  ])("%s", (_, encoded, message) => {
    expect(() => readPostPolicy(encoded)).toThrow(`Invalid Policy: ${message}`);
  });

  it.each<[unknown, string]>([
    ["acl", "Invalid condition test: must be a List or Object."],
    [null, "Invalid condition test: must be a List or Object."],
    [{}, "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified."],
    [
      { acl: "a", key: "b" },
      "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.",
    ],
    [{ acl: 1 }, "Invalid Simple-Condition: value must be a string."],
    [[], "Invalid Condition: missing operation identifier."],
    [["ends-with", "$key", "a"], "Invalid Condition: unknown operation 'ends-with'."],
    [["eq", "$key"], "Invalid eq: wrong number of arguments."],
    [["eq", "key", "a"], "Invalid eq: arguments must be a field and a string."],
    [["content-length-range", 1], "Invalid content-length-range: wrong number of arguments."],
    [["content-length-range", -1, 5], "Invalid content-length-range: not a number of bytes."],
  ])("with the condition %j", (condition, message) => {
    expect(() => readPostPolicy(encode({ ...until, conditions: [condition] }))).toThrow(
      `Invalid Policy: ${message}`,
    );
  });
});
