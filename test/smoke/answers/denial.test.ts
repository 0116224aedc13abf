// AWS's sentences of denial, as recorded and documented.
import { expect, test } from "vitest";
import { readDenial } from "../../../smoke/answers/denial.ts";

const USER1 = "arn:aws:sts::111122223333:federated-user/User1";
const SUBJECT =
  'User: arn:aws:sts::111122223333:federated-user/User1 is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k"';

test.for([
  ["because no identity-based policy allows the s3:GetObject action", "identity", false],
  ["because no session policy allows the s3:GetObject action", "session", false],
  ["because no resource-based policy allows the s3:GetObject action", "resource", false],
  ["because no permissions boundary allows the s3:GetObject action", "permissionsBoundary", false],
  ["because no service control policy allows the s3:GetObject action", "serviceControl", false],
  ["because no VPC endpoint policy allows the s3:GetObject action", "vpcEndpoint", false],
  ["with an explicit deny in an identity-based policy", "identity", true],
  ["with an explicit deny in a session policy", "session", true],
  ["with an explicit deny in a resource-based policy", "resource", true],
  ["with an explicit deny in a permissions boundary", "permissionsBoundary", true],
  ["with an explicit deny in a service control policy", "serviceControl", true],
  ["with an explicit deny in a resource control policy", "resourceControl", true],
  ["because no role trust policy allows the sts:AssumeRole action", "resource", false],
  ["with an explicit deny in the role trust policy", "resource", true],
] as const)("%s", ([reason, by, explicit]) => {
  expect(readDenial(`${SUBJECT} ${reason}`)).toEqual({
    action: "s3:GetObject",
    who: USER1,
    by,
    explicit,
    reason: reason.replace("because ", ""),
  });
});

test("the ARN of the denying policy may follow", () => {
  const arn = "arn:aws:organizations::111122223333:policy/o-1/service_control_policy/p-1";
  expect(readDenial(`${SUBJECT} with an explicit deny in a service control policy: ${arn}`)).toEqual({
    action: "s3:GetObject",
    who: USER1,
    by: "serviceControl",
    explicit: true,
    reason: "with an explicit deny in a service control policy",
  });
});

test("IAM and STS do not quote the resource", () => {
  expect(
    readDenial(
      "User: arn:aws:iam::111122223333:user/b is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::111122223333:user/ because no identity-based policy allows the iam:ListUsers action",
    ),
  ).toMatchObject({ action: "iam:ListUsers", by: "identity" });
});

test("a sentence without a reason names the action alone", () => {
  expect(readDenial(SUBJECT)).toEqual({ action: "s3:GetObject", who: USER1, explicit: false });
});

test("Access Denied alone names nothing", () => {
  expect(readDenial("Access Denied")).toBeUndefined();
});
