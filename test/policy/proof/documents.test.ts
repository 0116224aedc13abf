// Two documents of one kind: the answers that are known, and what a witness and a reason are.
import { describe, expect, it } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import type { Answer } from "../../../policy/proof/answer.ts";
import { type DocumentKind, isDocumentContained, PARSED_AS } from "../../../policy/proof/documents.ts";
import type { Options } from "../../../policy/proof/is-contained.ts";
import { readKnownActions } from "../../../policy/proof/known-actions.ts";
import { CASES } from "./cases.ts";

const parse = (statement: unknown, kind: DocumentKind, version = "2012-10-17") =>
  parsePolicy(JSON.stringify({ Version: version, Statement: statement }), PARSED_AS[kind]);

const allow = (Action: unknown, Resource: unknown, Condition?: unknown) => ({
  ...{ Effect: "Allow", Action, Resource },
  ...(Condition !== undefined && { Condition }),
});

const contained = (a: unknown, b: unknown, options: Options = {}, kind: DocumentKind = "identity"): Answer =>
  isDocumentContained(kind, parse(a, kind), parse(b, kind), options);

describe("two documents", () => {
  it.each(CASES)("$kind: $name", ({ kind, a, b, aMinusB, bMinusA, version }) => {
    const [one, other] = [parse(a, kind, version), parse(b, kind, version)];
    const found = [isDocumentContained(kind, one, other), isDocumentContained(kind, other, one)];
    expect(found.map(({ verdict }) => verdict)).toEqual([aMinusB, bMinusA]);
  });

  it("shows the shortest request: no key that the answer does not need", () => {
    const answer = contained(
      allow("s3:ListBucket", "arn:aws:s3:::b"),
      allow("s3:ListBucket", "arn:aws:s3:::b", {
        StringEquals: { "s3:prefix": "a" },
        IpAddress: { "aws:SourceIp": "10.0.0.0/8" },
      }),
    );
    expect(answer).toEqual({
      verdict: "not contained",
      witness: {
        principal: { type: "User", arn: "arn:aws:iam::111122223333:user/alice" },
        action: "s3:listbucket",
        resource: "arn:aws:s3:::b",
        resourceAccount: "111122223333",
      },
      why: "A allows s3:listbucket on arn:aws:s3:::b, and B does not.",
    });
  });

  it("keeps the key by which B denies, where another condition of B is in doubt", () => {
    const answer = contained(
      allow("s3:ListBucket", "arn:aws:s3:::b", {
        "ForAnyValue:StringEquals": { "aws:RequestTag/x": "a" },
        "ForAnyValue:StringLike": { "aws:RequestTag/x": "b" },
        StringEqualsIfExists: { "s3:prefix": "p" },
      }),
      [
        allow("s3:ListBucket", "arn:aws:s3:::b", { StringEquals: { "aws:RequestTag/x": ["a", "c"] } }),
        { ...allow("s3:ListBucket", "*", { StringEquals: { "s3:prefix": "p" } }), Effect: "Deny" },
      ],
    );
    expect(answer.verdict).toBe("contained but for impossible requests");
    expect(answer.witness?.context).toEqual({ "aws:RequestTag/x": ["a", "b"], "s3:prefix": "p" });
  });

  it("names the steps that a search would need beyond its limit", () => {
    const many = Array.from(
      { length: 30 },
      (_, index) => `*${String.fromCharCode(97 + (index % 26))}*${index}*`,
    );
    const a = allow("s3:*", "*", { StringLike: { "s3:prefix": many } });
    const b = allow("s3:*", "*", {
      StringLike: { "s3:prefix": [...many].reverse().map((one) => `${one}?`) },
    });
    expect(contained(a, b, { steps: 2000 })).toMatchObject({
      verdict: "unknown",
      why: "It cannot be told: the patterns and conditions need more steps than the limit.",
    });
  });

  it("names conditions of different types that meet on a key", () => {
    const a = allow("s3:*", "*", {
      NumericLessThan: { "s3:max-keys": "5" },
      StringLike: { "s3:max-keys": "0000*" },
    });
    const b = allow("s3:*", "*", { StringLike: { "s3:max-keys": "?????" } });
    expect(contained(a, b).why).toMatch(/conditions of different types on the key s3:max-keys/);
  });

  it("names the open rule by whose other reading there may be a difference", () => {
    const a = allow("s3:*", "*", { StringEquals: { "aws:TagKeys": "a" } });
    const b = allow("s3:*", "*", { "ForAllValues:StringEquals": { "aws:TagKeys": "a" } });
    const listed = allow("s3:*", "*", {
      "ForAnyValue:StringEquals": { "aws:TagKeys": "a" },
      "ForAllValues:StringEquals": { "aws:TagKeys": "a" },
    });
    expect(contained(a, b).verdict).toBe("contained");
    expect(contained(listed, a)).toMatchObject({ verdict: "not contained" });
    const single = allow("s3:*", "*", { "ForAnyValue:StringEquals": { "events:source": "a" } });
    expect(contained(single, single).verdict).toBe("contained");
  });
});

describe("with AWS's catalogue", async () => {
  const catalogue = await openCatalogue();
  const ask = async (a: unknown, b: unknown): Promise<Answer> => {
    const known = await readKnownActions(catalogue, [parse(a, "identity"), parse(b, "identity")]);
    return contained(a, b, { known });
  };

  it("takes a difference in names that AWS does not know for what it is", async () => {
    const answer = await ask(allow("sts:GetFederationToken*", "*"), allow("sts:GetFederationToken", "*"));
    expect(answer.verdict).toBe("contained but for unknown names");
    expect(answer.witness?.action).toMatch(/^sts:getfederationtoken.+/);
  });

  it("names the key that no request for the action has", async () => {
    const answer = await ask(
      allow("s3:GetObject", "arn:aws:s3:::b/*"),
      allow("s3:GetObject", "arn:aws:s3:::b/*", { StringNotEquals: { "s3:max-keys": "5" } }),
    );
    expect(answer.verdict).toBe("contained but for impossible requests");
    expect(answer.why).toContain("which has no key s3:max-keys");
  });

  it("names the resources that an action is about", async () => {
    const answer = await ask(
      allow("s3:GetObject", "arn:aws:s3:::*"),
      allow("s3:GetObject", "arn:aws:s3:::*/*"),
    );
    expect(answer.verdict).toBe("contained but for impossible requests");
    expect(answer.why).toContain("${BucketName}/${ObjectName}");
  });

  it("prefers an action that everyone knows, in AWS's spelling, on a resource of its kind", async () => {
    const answer = await ask(allow("*", "*"), allow("iam:*", "*"));
    expect(answer.witness).toMatchObject({ action: "s3:GetObject", resource: "arn:aws:s3:::bucket/key" });
  });
});
