// What a change of one document adds and takes away, by the statement that gives it.
import { beforeAll, describe, expect, it } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import type { Changes } from "../../../policy/changes/changes.ts";
import { type Both, changesOfDocuments } from "../../../policy/changes/documents.ts";
import { nothing } from "../../../policy/changes/narrowed.ts";
import type { Policy } from "../../../policy/compiled/policy.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import { type DocumentKind, PARSED_AS } from "../../../policy/proof/documents.ts";
import { type KnownActions, readKnownActions } from "../../../policy/proof/known-actions.ts";
import { regionInWords } from "../../../policy/words/region.ts";

type Statement = Readonly<Record<string, unknown>>;

const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" };
const LIST = { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::b" };
const NO_HTTP = {
  ...{ Sid: "NoHttp", Effect: "Deny", Action: "*", Resource: "*" },
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

let known: KnownActions;
beforeAll(async () => {
  known = await readKnownActions(await openCatalogue(), [document("identity", [READ])]);
});

function document(kind: DocumentKind, statements: readonly Statement[]): Policy {
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  return parsePolicy(text, PARSED_AS[kind], { quota: Number.POSITIVE_INFINITY });
}

const compare = (kind: DocumentKind, before: readonly Statement[], after: readonly Statement[]): Both =>
  changesOfDocuments(kind, document(kind, before), document(kind, after), { known });

/** The cause of each change, and what it is about. */
const told = ({ changes }: Changes): string[] =>
  changes.map(({ cause, regions }) => {
    const by = "statement" in cause ? `${cause.by} ${cause.statement.index + 1}` : cause.by;
    return [by, ...regions.map((region) => regionInWords(region))].join(": ");
  });

interface Case {
  readonly name: string;
  readonly kind?: DocumentKind;
  readonly before: readonly Statement[];
  readonly after: readonly Statement[];
  readonly added?: readonly string[];
  readonly removed?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: "the same statements in another order and spelling change nothing",
    before: [READ, LIST],
    after: [LIST, { ...READ, Action: ["S3:getobject"] }],
  },
  {
    name: "a new statement is added, and an old one is not told again",
    before: [READ],
    after: [READ, LIST],
    added: ["allow 2: s3:ListBucket on bucket b"],
  },
  {
    name: "of a statement that grows, only the new actions on the new resources are told",
    before: [{ ...READ, Action: ["s3:GetObject", "s3:PutObject"] }],
    after: [
      {
        ...READ,
        Action: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
        Resource: ["arn:aws:s3:::b/*", "arn:aws:s3:::c/*"],
      },
    ],
    added: [
      "allow 1: s3:GetObject and s3:PutObject on any object of bucket c: s3:DeleteObject on any object of bucket b or any object of bucket c",
    ],
  },
  {
    name: "a condition that is dropped widens its statement",
    before: [{ ...READ, Condition: { StringEquals: { "aws:Referer": "x" } } }],
    after: [READ],
    added: ["allow 1: s3:GetObject on any object of bucket b"],
  },
  {
    name: "a Deny that goes is told as that Deny, not as the Allow behind it",
    before: [READ, NO_HTTP],
    after: [READ],
    added: ["deny 2: every action on anything when aws:SecureTransport is false"],
  },
  {
    name: "a Deny that comes takes away",
    before: [READ],
    after: [NO_HTTP, READ],
    removed: ["deny 1: every action on anything when aws:SecureTransport is false"],
  },
  {
    name: "a Deny of what nothing allows changes nothing",
    before: [READ],
    after: [READ, { ...NO_HTTP, Action: "s3:PutObject" }],
  },
  {
    name: "what an action's exchange adds and takes away are two things",
    before: [READ],
    after: [{ ...READ, Action: "s3:PutObject" }],
    added: ["allow 1: s3:PutObject on any object of bucket b"],
    removed: ["allow 1: s3:GetObject on any object of bucket b"],
  },
  {
    name: "statements with NotAction are told whole",
    before: [READ],
    after: [{ Effect: "Allow", NotAction: "iam:*", Resource: "arn:aws:s3:::b/*" }],
    added: ["allow 1: every action but every action of iam on any object of bucket b"],
  },
  {
    name: "a boundary that grows is a document like others",
    kind: "boundary",
    before: [READ],
    after: [READ, LIST],
    added: ["allow 2: s3:ListBucket on bucket b"],
  },
  {
    name: "a session policy that shrinks takes away",
    kind: "session",
    before: [READ, LIST],
    after: [READ],
    removed: ["allow 2: s3:ListBucket on bucket b"],
  },
  {
    name: "a service control policy that denies takes away",
    kind: "control",
    before: [{ ...READ, Action: "*", Resource: "*" }],
    after: [
      { ...READ, Action: "*", Resource: "*" },
      { ...LIST, Effect: "Deny", Resource: "*" },
    ],
    removed: ["deny 2: s3:ListBucket on anything"],
  },
  {
    name: "a bucket policy that names one more account grants to it",
    kind: "resource",
    before: [{ ...READ, Principal: { AWS: "111122223333" } }],
    after: [{ ...READ, Principal: { AWS: ["111122223333", "444455556666"] } }],
    added: [
      "allow 1: s3:GetObject on any object of bucket b by account 111122223333 or account 444455556666",
    ],
  },
];

describe("a comparison of two documents", () => {
  it.each(CASES)("$name", ({ kind = "identity", before, after, added = [], removed = [] }) => {
    const both = compare(kind, before, after);
    expect({ added: told(both.added), removed: told(both.removed) }).toEqual({ added, removed });
    expect([both.added.rest.verdict, both.removed.rest.verdict]).toEqual(["contained", "contained"]);
  });

  it("gives a witness with no more than it needs", () => {
    const { added } = compare(
      "identity",
      [LIST],
      [LIST, { ...READ, Condition: { Null: { "aws:Referer": "false" } } }],
    );
    expect(added.changes.map(({ witness }) => witness)).toMatchObject([
      {
        action: "s3:GetObject",
        resource: expect.stringMatching(/^arn:aws:s3:::b\/./),
        context: { "aws:Referer": expect.any(String) },
      },
    ]);
  });

  it("tells access by a name that AWS does not know today", () => {
    const everyGet = known.actions.flatMap(({ name }) => (name.startsWith("s3:GetBucketT") ? [name] : []));
    const one = { ...READ, Action: everyGet, Resource: "*" };
    const { added, removed } = compare("identity", [one], [{ ...one, Action: "s3:GetBucketT*" }]);
    expect(added.changes.map(({ verdict }) => verdict)).toEqual(["contained but for unknown names"]);
    expect(removed.answer.verdict).toBe("contained");
  });

  it("counts no access that AWS is never asked for", () => {
    const { added } = compare(
      "identity",
      [LIST],
      [{ ...LIST, Resource: ["arn:aws:s3:::b", "arn:aws:s3:::b/*"] }],
    );
    expect(added.changes).toEqual([]);
    expect(added.rest.verdict).toBe("contained but for impossible requests");
  });

  it("names what it cannot tell", () => {
    const { added } = changesOfDocuments(
      "identity",
      document("identity", [READ]),
      document("identity", [LIST]),
      { known, steps: 1 },
    );
    expect(added.rest).toMatchObject({
      verdict: "unknown",
      why: expect.stringContaining("more steps than the limit"),
    });
  });

  it("takes a document that is not there for one that allows nothing", () => {
    const both = changesOfDocuments("identity", nothing("identity"), document("identity", [READ]), { known });
    expect(told(both.added)).toEqual(["allow 1: s3:GetObject on any object of bucket b"]);
    expect(both.removed.answer.verdict).toBe("contained");
  });

  it("tells at most fifty changes apart, and says that there is more", () => {
    const many = Array.from({ length: 55 }, (_, index) => ({
      ...READ,
      Resource: `arn:aws:s3:::b${index}/*`,
    }));
    const { added } = compare("identity", [READ], many);
    expect(added.changes).toHaveLength(50);
    expect(added.rest.verdict).toBe("not contained");
  });
});
