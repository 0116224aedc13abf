// A compiled policy still shows what was written, and cannot be changed.
import { expect, test } from "vitest";
import { parsePolicy } from "../../../policy/parse-policy.ts";

test("a policy shows its statements as they were written", () => {
  const text = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "One",
        Effect: "Deny",
        NotPrincipal: { AWS: ["111122223333"] },
        NotAction: "s3:GetObject",
        Resource: ["arn:aws:s3:::b/*"],
        Condition: {
          "ForAnyValue:StringLikeIfExists": { "aws:TagKeys": "a*" },
          NumericEquals: { "s3:max-keys": 1 },
        },
      },
      { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" },
    ],
  });
  const { kind, version, statements } = parsePolicy(text, "resource");

  expect([kind, version]).toEqual(["resource", "2012-10-17"]);
  expect(statements[0]).toMatchObject({
    index: 0,
    sid: "One",
    effect: "Deny",
    principal: { negated: true, everyone: false, named: [{ type: "AWS", value: "111122223333" }] },
    action: { negated: true, values: ["s3:GetObject"] },
    resource: { negated: false, values: ["arn:aws:s3:::b/*"] },
    conditions: [
      {
        operator: "StringLike",
        quantifier: "ForAnyValue",
        ifExists: true,
        key: "aws:TagKeys",
        values: ["a*"],
      },
      { operator: "NumericEquals", ifExists: false, key: "s3:max-keys", values: ["1"] },
    ],
  });
  expect(statements[1]).toMatchObject({
    index: 1,
    effect: "Allow",
    principal: { everyone: true },
    conditions: [],
  });
  expect(statements[1]).not.toHaveProperty("sid");
});

test("a policy cannot be changed", () => {
  const text = '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
  const policy = parsePolicy(text, "identity");
  expect(Object.isFrozen(policy)).toBe(true);
});
