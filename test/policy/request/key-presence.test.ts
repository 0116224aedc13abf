// Which condition keys AWS sets without being told: conditions on requests whose context lacks them, and the table.
import { describe, expect, test } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import type { AuthorizationRequest, Principal } from "../../../policy/authorization-request.ts";
import { evaluate } from "../../../policy/evaluate.ts";
import { PRESENCE } from "../../../policy/request/key-presence.ts";
import { KNOWN_KEYS } from "../../../policy/request/key-types.ts";
import { parseDocuments } from "../parse-documents.ts";
import { type PresenceCase, presenceDecisions } from "../presence-decisions.ts";
import { readCases } from "../read-cases.ts";

describe("a condition on a key that the context lacks", () => {
  test.for(readCases<PresenceCase>("condition-presence"))("$name", (row) => {
    for (const { request, documents, decision } of presenceDecisions(row)) {
      const decided = evaluate(request, parseDocuments(documents));
      expect(decided.decision).toBe(decision);
      expect(decided.untold).toEqual(row.untold);
      expect(decided.error === undefined).toBe(row.untold === undefined);
    }
  });
});

const rowsOf = PRESENCE.flatMap(({ keys, ...row }) => keys.split(/\s+/).map((key) => ({ key, ...row })));

describe("the table of keys that AWS sets", () => {
  test("has each global key and each key of S3, STS and IAM exactly once", () => {
    const known = KNOWN_KEYS.map(({ name }) => name).filter(
      (name) => !/^(?:dynamodb|events|kms|saml):/.test(name),
    );
    expect(rowsOf.map(({ key }) => key).sort()).toEqual(known.sort());
  });

  test("names an action for a key only if AWS's reference gives the action that key", async () => {
    const catalogue = await openCatalogue();
    const wrong: string[] = [];
    for (const { key, when } of rowsOf) {
      if (when.on !== "actions" || when.actions === "s3:*") continue;
      for (const action of when.actions.split(/\s+/)) {
        const found = await catalogue.action(action);
        if (!found?.conditionKeys.some((name) => name.toLowerCase() === key.toLowerCase()))
          wrong.push(`${action} ${key}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("says of every row which page of AWS's is behind it", () => {
    for (const { source } of PRESENCE) expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+$/);
  });

  test("leaves nothing that AWS's page says is always included to the context", () => {
    const always = rowsOf.filter(({ when }) => when.on === "every request").map(({ key }) => key);
    expect(always.sort()).toEqual([
      "aws:CurrentTime",
      "aws:EpochTime",
      "aws:RequestedRegion",
      "aws:ResourceAccount",
      "aws:SecureTransport",
      "aws:SourceIp",
      "aws:UserAgent",
      "aws:ViaAWSService",
    ]);
  });
});

const alice: Principal = { type: "User", arn: "arn:aws:iam::111122223333:user/alice" };
const bob: Principal = { type: "User", arn: "arn:aws:iam::444455556666:user/bob" };
const request: AuthorizationRequest = {
  principal: alice,
  action: "s3:GetObject",
  resource: "arn:aws:s3:::b/k",
};
const everything = { Effect: "Allow", Action: "*", Resource: "*" };
const identity = [{ Version: "2012-10-17", Statement: everything }];

describe("a context that contradicts itself or the request", () => {
  test.for<[string, Partial<AuthorizationRequest>, string]>([
    [
      "two times",
      { context: { "aws:CurrentTime": "2020-01-01T00:00:00Z", "aws:EpochTime": "1577836801" } },
      "aws:epochtime",
    ],
    [
      "two owners",
      { context: { "aws:ResourceAccount": "444455556666" }, resourceAccount: "111122223333" },
      "aws:resourceaccount",
    ],
    [
      "an owner that is not the ARN's",
      {
        action: "sqs:SendMessage",
        resource: "arn:aws:sqs:us-east-1:111122223333:q",
        context: { "aws:ResourceAccount": "444455556666" },
      },
      "aws:resourceaccount",
    ],
    [
      "one owner for AWS and another for S3",
      { context: { "aws:ResourceAccount": "111122223333", "s3:ResourceAccount": "444455556666" } },
      "s3:resourceaccount",
    ],
    [
      "a version of TLS over plain HTTP",
      { context: { "aws:SecureTransport": "False", "s3:TlsVersion": "1.3" } },
      "s3:tlsversion",
    ],
    [
      "a time and no time",
      { context: { "aws:CurrentTime": "soon", "aws:EpochTime": "1577836800" } },
      "aws:epochtime",
    ],
  ])("is denied: %s", ([, asked, key]) => {
    const decision = evaluate({ ...request, ...asked }, parseDocuments({ identity }));
    expect(decision).toMatchObject({ decision: "implicitDeny", decidedBy: "principal" });
    expect(decision.error).toMatch(
      new RegExp(
        `^The condition key "${key}" is ".+" in the context, and the rest of the request says otherwise.$`,
      ),
    );
  });

  test("is allowed where both halves of a pair agree", () => {
    const context = {
      "aws:CurrentTime": "2020-01-01T00:00:00.900Z",
      "aws:EpochTime": "1577836800",
      "aws:ResourceAccount": "111122223333",
      "s3:ResourceAccount": "111122223333",
      "aws:SecureTransport": "true",
      "s3:TlsVersion": "1.3",
    };
    expect(evaluate({ ...request, context }, parseDocuments({ identity }))).toMatchObject({
      decision: "allowed",
    });
  });

  test("is allowed where a list with one value agrees", () => {
    const context = { "aws:ResourceAccount": ["444455556666"], "s3:TlsVersion": ["1.3"] };
    const foreign = { ...request, principal: bob, resourceAccount: "444455556666", context };
    expect(evaluate(foreign, parseDocuments({ identity }))).toMatchObject({ decision: "allowed" });
  });

  test("has no owner whom it knows where it tells two", () => {
    const context = { "aws:ResourceAccount": ["111122223333", "444455556666"] };
    expect(evaluate({ ...request, context }, parseDocuments({ identity }))).toMatchObject({
      decision: "implicitDeny",
      decidedBy: "resource",
    });
  });

  test("tells the owner of a bucket: another account's bucket policy must allow, too", () => {
    const foreign = { ...request, context: { "aws:ResourceAccount": "444455556666" } };
    expect(evaluate(foreign, parseDocuments({ identity }))).toMatchObject({
      decision: "implicitDeny",
      decidedBy: "resource",
    });
  });
});

describe("a context that is whole", () => {
  const whole = { ...request, contextIsWhole: true };
  const allow = (Condition: object) => [{ Version: "2012-10-17", Statement: { ...everything, Condition } }];

  test.for<[object, "allowed" | "implicitDeny"]>([
    [{ Null: { "aws:CurrentTime": "true" } }, "allowed"],
    [{ StringEqualsIfExists: { "aws:RequestedRegion": "us-east-1" } }, "allowed"],
    [{ Bool: { "aws:SecureTransport": "true" } }, "implicitDeny"],
    [{ Null: { "aws:userid": "true" } }, "allowed"],
    [{ StringEquals: { "aws:username": "alice" } }, "allowed"],
  ])("lacks what it does not tell: %j", ([condition, decision]) => {
    const decided = evaluate(whole, parseDocuments({ identity: allow(condition) }));
    expect(decided).toMatchObject({ decision });
    expect(decided).not.toHaveProperty("error");
  });
});

describe("a doubt that does not matter", () => {
  const unless = {
    Version: "2012-10-17",
    Statement: { ...everything, Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
  };

  test("is not named: a Deny on an untold key where nothing allows", () => {
    const decision = evaluate(request, parseDocuments({ identity: [unless] }));
    expect(decision).toEqual({ decision: "implicitDeny", decidedBy: "identity", because: [] });
  });

  test("but a Deny on an untold key denies what would be allowed, and names the key", () => {
    expect(evaluate(request, parseDocuments({ identity: [unless, ...identity] }))).toEqual({
      decision: "explicitDeny",
      decidedBy: "identity",
      because: [{ policy: "identity", index: 0, statement: 0 }],
      error:
        'AWS sets the condition key "aws:SecureTransport" for a User, and the request does not tell its value; give it in the context.',
      untold: ["aws:SecureTransport"],
    });
  });
});
