// Forms are whole: nothing may stand before a name or behind it. A form that is only looked for within a text would let
// through what AWS refuses.
import { expect, test } from "vitest";
import { isAccountId, isRootArn } from "../../policy/arn.ts";
import { evaluate } from "../../policy/evaluate.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import { PolicyError } from "../../policy/policy-error.ts";

/** AWS's answer to a bucket policy with this principal: its message, or nothing. */
function answer(type: string, value: string): string | undefined {
  const statement = {
    Effect: "Allow",
    Principal: { [type]: value },
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::bucket/*",
  };
  try {
    parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statement }), "resource");
    return undefined;
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return error.message;
  }
}

const canonical = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";

test.for([
  ["AWS", "**"],
  ["AWS", "x111122223333"],
  ["AWS", "1111222233334"],
  ["AWS", "xAROAEXAMPLEID000000"],
  ["AWS", "AROAEXAMPLEID000000x"],
  ["AWS", "AR1AEXAMPLEID000000"],
  ["AWS", "xarn:aws:iam::111122223333:root"],
  ["AWS", "arn:aws:iam::111122223333:rooted"],
  ["AWS", "arn:aws:iam::111122223333:user/name*"],
  ["AWS", "xarn:aws:sts::111122223333:federated-user/User1"],
  ["AWS", "arn:aws:sts::111122223333:federated-user/User1/x"],
  ["AWS", "arn:aws:sts::111122223333:assumed-role/role/session/x"],
  ["Service", "a b.amazonaws.com"],
  ["Service", "s3.amazonaws.com/x"],
  ["Federated", "!accounts.google.com"],
  ["Federated", "accounts.google.com!"],
  ["Federated", "accounts.example.com/a*"],
  ["Federated", "xarn:aws:iam::111122223333:saml-provider/name"],
  ["Federated", "arn:aws:iam::111122223333:saml-provider/name*"],
  ["CanonicalUser", `x${canonical}`],
  ["CanonicalUser", `${canonical}0`],
] as const)("a principal of type %s is not %s", ([type, value]) => {
  expect(answer(type, value)).toBe("Invalid principal in policy");
});

test.for([
  ["AWS", "111122223333"],
  ["AWS", "arn:aws-us-gov:iam::111122223333:user/name"],
  ["AWS", "arn:aws-us-gov:sts::111122223333:federated-user/User1"],
  ["AWS", "arn:aws-cn:sts::111122223333:assumed-role/role/session"],
  ["Service", "cloudtrail.amazonaws.com"],
  ["Federated", "accounts.google.com"],
  ["Federated", "oidc.eks.us-east-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"],
  ["Federated", "arn:aws-cn:iam::111122223333:saml-provider/name"],
  ["CanonicalUser", canonical],
] as const)("a principal of type %s is %s", ([type, value]) => {
  expect(answer(type, value)).toBeUndefined();
});

test.for([
  ["111122223333", true],
  ["x111122223333", false],
  ["1111222233334", false],
] as const)("%s is an account: %s", ([text, is]) => {
  expect(isAccountId(text)).toBe(is);
});

test.for([
  ["arn:aws:iam::111122223333:root", true],
  ["xarn:aws:iam::111122223333:root", false],
  ["arn:aws:iam::111122223333:root:root", false],
  ["arn:aws:iam::111122223333:user/root", false],
] as const)("%s is a root: %s", ([text, is]) => {
  expect(isRootArn(text)).toBe(is);
});

/** What a policy with this one condition says of a request whose key has the value. */
function decide(operator: string, key: string, bound: string, value: string): string {
  const statement = {
    Effect: "Allow",
    Action: "*",
    Resource: "*",
    Condition: { [operator]: { [key]: bound } },
  };
  const policy = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statement }), "identity");
  return evaluate(
    {
      principal: { type: "User", arn: "arn:aws:iam::111122223333:user/name" },
      action: "s3:GetObject",
      resource: "arn:aws:s3:::bucket/key",
      context: { [key]: value },
    },
    { identity: [policy] },
  ).decision;
}

test.for([
  ["QUJD", "QUJD", "allowed"],
  ["QUI=", "QUI=", "allowed"],
  ["QQ==", "QQ==", "allowed"],
  ["QUJDQUI=", "QUJDQUI=", "allowed"],
  ["QUJD", "QUJE", "implicitDeny"],
] as const)("binary %s equals binary %s: %s", ([bound, value, decision]) => {
  expect(decide("BinaryEquals", "example:binary", bound, value)).toBe(decision);
});

test.for(["Q", "QUJDR", "QUJD!", "!QUJD", "QU=D", "===="])("%s is no binary value", (bound) => {
  expect(() => decide("BinaryEquals", "example:binary", bound, "QUJD")).toThrow(PolicyError);
});

test.for(["10.0.0.0/+8", "10.0.0.0/1e1", "10.0.0.0/0008", "10.0.0.0/"])(
  "%s is no range of addresses",
  (bound) => {
    expect(() => decide("IpAddress", "aws:SourceIp", bound, "10.0.0.1")).toThrow(PolicyError);
  },
);

test.for([
  ["aws", true],
  ["aws-iso", true],
  ["aws-iso-b", true],
  ["aws-eusc", true],
  ["xaws", false],
  ["awsx", false],
  ["aws-iso-B", false],
] as const)("%s is a partition that a resource may name: %s", ([partition, is]) => {
  const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: `arn:${partition}:s3:::bucket/*` };
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statement });
  if (is) expect(() => parsePolicy(text, "identity")).not.toThrow();
  else expect(() => parsePolicy(text, "identity")).toThrow(PolicyError);
});
