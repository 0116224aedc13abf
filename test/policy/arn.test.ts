// ARNs: taken apart, put together, and distinguished from other texts.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  arnAccount,
  arnColons,
  arnName,
  assumedRoleArn,
  bucketArn,
  federatedUserArn,
  formatArn,
  groupArn,
  objectArn,
  parseArn,
  policyArn,
  roleArn,
  rootArn,
  userArn,
} from "../../policy/arn.ts";

describe("an ARN", () => {
  test("has six parts, the last of which keeps its colons", () => {
    expect(parseArn("arn:aws:logs:us-east-1:111122223333:log-group:a:log-stream:b")).toEqual({
      partition: "aws",
      service: "logs",
      region: "us-east-1",
      account: "111122223333",
      resource: "log-group:a:log-stream:b",
    });
  });

  test.for(["", "*", "arn", "arn:aws:s3", "arn:aws:s3::b", "urn:aws:s3:::b", "arn::s3:::b", "arn:aws::::b"])(
    "is not %j",
    (text) => {
      expect(parseArn(text)).toBeUndefined();
    },
  );

  test("is the same after being taken apart and put together", () => {
    const part = fc.string({ unit: fc.constantFrom("a", "1", "-", "/"), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(part, part, part, part, fc.string(), (partition, service, region, account, resource) => {
        const arn = { partition, service, region, account, resource };
        expect(parseArn(formatArn(arn))).toEqual(arn);
      }),
      { seed: 5 },
    );
  });

  test("has an account where its fifth part is twelve digits", () => {
    expect(arnAccount("arn:aws:iam::111122223333:user/alice")).toBe("111122223333");
    expect(arnAccount("arn:aws:iam::098765432109:user/alice")).toBe("098765432109");
    expect(arnAccount("arn:aws:iam::11112222/333:user/alice")).toBeUndefined();
    expect(arnAccount("arn:aws:iam::11112222;333:user/alice")).toBeUndefined();
    expect(arnAccount("arn:aws:s3:::b/111122223333:x")).toBeUndefined();
    expect(arnAccount("arn:aws:iam::aws:policy/ReadOnlyAccess")).toBeUndefined();
    expect(arnAccount("arn:aws:iam::11112222333x:user/alice")).toBeUndefined();
    expect(arnAccount("xrn:aws:iam::111122223333:user/alice")).toBeUndefined();
    expect(arnAccount("arn:aws:iam::111122223333")).toBeUndefined();
  });

  test("tells where its colons are", () => {
    expect(arnColons("arn:aws:s3:::b:c")).toEqual([3, 7, 10, 11, 12]);
    expect(arnColons("arn:aws:s3::b")).toBeUndefined();
    expect(arnColons("aws:arn:s3:::b")).toBeUndefined();
  });

  test("has the name after its last slash", () => {
    expect(arnName("arn:aws:iam::111122223333:user/staff/alice")).toBe("alice");
    expect(arnName("arn:aws:sts::111122223333:federated-user/User1")).toBe("User1");
  });
});

describe("the ARN of", () => {
  test.for([
    ["a user", userArn("111122223333", "/", "alice"), "arn:aws:iam::111122223333:user/alice"],
    [
      "a user with a path",
      userArn("111122223333", "/staff/", "alice"),
      "arn:aws:iam::111122223333:user/staff/alice",
    ],
    ["a group", groupArn("111122223333", "/", "g"), "arn:aws:iam::111122223333:group/g"],
    ["a role", roleArn("111122223333", "/", "r"), "arn:aws:iam::111122223333:role/r"],
    ["a policy", policyArn("aws", "/", "ReadOnlyAccess"), "arn:aws:iam::aws:policy/ReadOnlyAccess"],
    ["root", rootArn("111122223333"), "arn:aws:iam::111122223333:root"],
    ["a federated user", federatedUserArn("111122223333", "U"), "arn:aws:sts::111122223333:federated-user/U"],
    [
      "a role session",
      assumedRoleArn("111122223333", "r", "s"),
      "arn:aws:sts::111122223333:assumed-role/r/s",
    ],
    ["a bucket", bucketArn("b"), "arn:aws:s3:::b"],
    ["an object", objectArn("b", "a/k"), "arn:aws:s3:::b/a/k"],
    ["a bucket in another partition", bucketArn("b", "aws-cn"), "arn:aws-cn:s3:::b"],
  ] as const)("%s", ([, built, expected]) => {
    expect(built).toBe(expected);
  });
});
