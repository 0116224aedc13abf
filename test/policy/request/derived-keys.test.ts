// What AWS says about the caller: for every key and kind of principal its value, absent, or present but unknown.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
import { describe, expect, test } from "vitest";
import type { Principal } from "../../../policy/authorization-request.ts";
import { Asked } from "../../../policy/request/asked.ts";
import { EvaluationError } from "../../../policy/request/evaluation-error.ts";

const ROOT = "arn:aws:iam::111122223333:root";
const ALICE = "arn:aws:iam::111122223333:user/staff/alice";
const USER1 = "arn:aws:sts::111122223333:federated-user/User1";
const ROLE = "arn:aws:iam::111122223333:role/path/reader";
const SESSION = "arn:aws:sts::111122223333:assumed-role/reader/s";
const PROVIDER = "arn:aws:iam::111122223333:oidc-provider/accounts.example.com";

const absent = Symbol("absent");
/** The caller has the key, and only the request's context can tell its value. */
const untold = Symbol("untold");

type Row = Readonly<Record<string, string | typeof absent | typeof untold>>;

const user = {
  "aws:principalarn": ALICE,
  "aws:principalaccount": "111122223333",
  "aws:principaltype": "User",
  "aws:username": "alice",
  "aws:userid": untold,
  "aws:principalisawsservice": "false",
  "aws:principalservicename": absent,
  "aws:principalservicenameslist": absent,
  "aws:federatedprovider": absent,
  "aws:multifactorauthpresent": absent,
  "aws:multifactorauthage": absent,
  "aws:tokenissuetime": absent,
  "aws:resourceaccount": "444455556666",
} satisfies Row;

const root: Row = {
  ...user,
  "aws:principalarn": ROOT,
  "aws:principaltype": "Account",
  "aws:username": absent,
  "aws:userid": "111122223333",
};

// Callers that are no principal of an account.
const nobody = {
  ...user,
  "aws:principalarn": absent,
  "aws:principalaccount": absent,
  "aws:principaltype": absent,
  "aws:username": absent,
  "aws:userid": absent,
} satisfies Row;

const CALLERS: readonly (readonly [string, Principal, Row])[] = [
  ["root", { type: "Root", arn: ROOT }, root],
  ["a user", { type: "User", arn: ALICE }, user],
  [
    "a GetSessionToken session with MFA",
    { type: "SessionToken", arn: ALICE, mfa: true },
    {
      ...user,
      "aws:multifactorauthpresent": "true",
      "aws:multifactorauthage": untold,
      "aws:tokenissuetime": untold,
    },
  ],
  [
    "a GetSessionToken session without MFA",
    { type: "SessionToken", arn: ALICE, mfa: false },
    { ...user, "aws:multifactorauthpresent": "false", "aws:tokenissuetime": untold },
  ],
  [
    "a GetSessionToken session of root",
    { type: "SessionToken", arn: ROOT, mfa: false },
    { ...root, "aws:multifactorauthpresent": "false", "aws:tokenissuetime": untold },
  ],
  [
    "a federated session",
    { type: "FederatedUser", arn: USER1, user: ALICE },
    {
      ...user,
      "aws:principalarn": USER1,
      "aws:principaltype": "FederatedUser",
      "aws:username": absent,
      "aws:userid": "111122223333:User1",
      "aws:multifactorauthpresent": "false",
      "aws:tokenissuetime": untold,
    },
  ],
  [
    "a role session",
    { type: "AssumedRole", arn: SESSION, role: ROLE },
    {
      ...user,
      "aws:principalarn": ROLE,
      "aws:principaltype": "AssumedRole",
      "aws:username": absent,
      "aws:multifactorauthpresent": "false",
      "aws:tokenissuetime": untold,
    },
  ],
  [
    "a service",
    { type: "Service", service: "cloudtrail.amazonaws.com" },
    {
      ...nobody,
      "aws:principalisawsservice": "true",
      "aws:principalservicename": "cloudtrail.amazonaws.com",
      "aws:principalservicenameslist": untold,
    },
  ],
  [
    "whoever an identity provider vouches for",
    { type: "WebIdentity", provider: PROVIDER },
    { ...nobody, "aws:federatedprovider": PROVIDER },
  ],
  [
    "the public",
    { type: "Anonymous" },
    {
      ...nobody,
      "aws:principalaccount": "anonymous",
      "aws:principaltype": "Anonymous",
      "aws:userid": "anonymous",
      "aws:principalisawsservice": absent,
    },
  ],
];

describe.each(CALLERS)("of %s", (_, principal, row) => {
  const asked = new Asked({
    ...{ principal, action: "s3:GetObject", resource: "arn:aws:s3:::b/k" },
    resourceAccount: "444455556666",
  });

  test.for(Object.entries(row))("%s is %s", ([key, value]) => {
    if (value === untold) expect(() => asked.values(key)).toThrow(EvaluationError);
    else expect(asked.values(key) ?? absent).toBe(value);
    expect(asked.has(key)).toBe(value !== absent);
  });
});
