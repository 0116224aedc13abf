// XML bodies sent to S3: the structure asked for, and nothing that a reader of XML could be hurt with.
import {
  CreateBucketCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { sendSigned } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";

it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
});

const putVersioning = (body: string | Buffer) =>
  sendSigned(sandbox, { method: "PUT", path: "/bucket?versioning", body });
const status = async () =>
  (await sandbox.s3.send(new GetBucketVersioningCommand({ Bucket: "bucket" }))).Status;

const malformed = {
  ...{ status: 400, code: "MalformedXML" },
  message: "The XML you provided was not well-formed or did not validate against our published schema",
};
const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

describe("a body", () => {
  it.each([
    "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
    `<?xml version="1.0" encoding="UTF-8"?>\n<VersioningConfiguration ${namespace}><Status>Enabled</Status></VersioningConfiguration>`,
    "  <VersioningConfiguration><!-- on --><Status>Enabled</Status></VersioningConfiguration>\n",
  ])("is read: %s", async (body) => {
    await putVersioning("<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>");
    expect(await putVersioning(body)).toMatchObject({ status: 200 });
    expect(await status()).toBe("Enabled");
  });

  it.each<[string, string | Buffer]>([
    ["is empty", ""],
    ["is no XML", "versioning, please"],
    ["is JSON", '{"Status":"Enabled"}'],
    ["has another root", "<Versioning><Status>Enabled</Status></Versioning>"],
    ["ends too early", "<VersioningConfiguration><Status>Enabled</Status>"],
    [
      "closes what it did not open",
      "<VersioningConfiguration><Status>Enabled</State></VersioningConfiguration>",
    ],
    [
      "has a document type",
      '<!DOCTYPE VersioningConfiguration [<!ENTITY on "Enabled">]><VersioningConfiguration><Status>&on;</Status></VersioningConfiguration>',
    ],
    [
      "has an external entity",
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><VersioningConfiguration><Status>&f;</Status></VersioningConfiguration>',
    ],
    ["has a document type in small letters", "<!doctype x><VersioningConfiguration/>"],
    ["is text in its root", "<VersioningConfiguration>Enabled</VersioningConfiguration>"],
    [
      "has text beside its elements",
      "<VersioningConfiguration>x<Status>Enabled</Status></VersioningConfiguration>",
    ],
    [
      "has an attribute without quotes",
      "<VersioningConfiguration a=b><Status>Enabled</Status></VersioningConfiguration>",
    ],
    [
      "has a comment that ends in its beginning",
      "<VersioningConfiguration><!--><Status>Enabled</Status><!-- --></VersioningConfiguration>",
    ],
    ["has a value that is none", "<VersioningConfiguration><Status>On</Status></VersioningConfiguration>"],
    [
      "is UTF-16",
      Buffer.from(
        "\uFEFF<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
        "utf16le",
      ),
    ],
    ["is bytes", Buffer.from([0, 255, 254, 1])],
  ])("that %s is malformed and changes nothing", async (_, body) => {
    await putVersioning("<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>");
    expect(await putVersioning(body)).toMatchObject(malformed);
    expect(await status()).toBe("Suspended");
  });

  it.each<[string, string]>([
    ["elements in elements", `${"<a>".repeat(100_000)}${"</a>".repeat(100_000)}`],
    ["elements never closed", "<a>".repeat(100_000)],
    ["attributes", `<a ${Array.from({ length: 50_000 }, (_, i) => `b${i}="c"`).join(" ")}/>`],
    ["entities", "&lt;".repeat(200_000)],
    ["elements side by side", "<Status>Enabled</Status>".repeat(50_000)],
    ["opening brackets", "<".repeat(200_000)],
    ["letters", "x".repeat(4_000_000)],
    ["spaces", " ".repeat(4_000_000)],
    ["letters in an element", `<Status>${"x".repeat(4_000_000)}</Status>`],
    ["letters in an attribute", `<a b="${"x".repeat(4_000_000)}"/>`],
    ["letters in a tag's name", `<${"x".repeat(4_000_000)}`],
    ["spaces in a tag", `<a${" ".repeat(4_000_000)}`],
    ["letters in a comment", `<!--${"x".repeat(4_000_000)}-->`],
    ["letters in a section", `<![CDATA[${"x".repeat(4_000_000)}]]>`],
    ["a comment that does not end", `<!--${" -".repeat(200_000)}`],
  ])("with ever so many %s is answered", async (_, content) => {
    const answer = await putVersioning(`<VersioningConfiguration>${content}</VersioningConfiguration>`);
    expect([200, 400]).toContain(answer.status);
  });
});

describe("white space between elements", () => {
  it("is not read", async () => {
    const body = `<Tagging> <TagSet> <Tag> <Key>a</Key> <Value> b </Value> </Tag> </TagSet> </Tagging>`;
    const put = await sendSigned(sandbox, { method: "PUT", path: "/bucket?tagging", body });
    expect(put).toMatchObject({ status: 204 });
    const { TagSet } = await sandbox.s3.send(new GetBucketTaggingCommand({ Bucket: "bucket" }));
    expect(TagSet).toEqual([{ Key: "a", Value: " b " }]);
  });

  it("is an empty list where there is nothing else, and any other text is malformed", async () => {
    const put = (content: string) =>
      sendSigned(sandbox, {
        ...{ method: "PUT", path: "/bucket?tagging" },
        body: `<Tagging><TagSet>${content}</TagSet></Tagging>`,
      });
    expect(await put("  ")).toMatchObject({ status: 204 });
    expect(await put("x")).toMatchObject(malformed);
    expect(await put("x<Tag><Key>a</Key><Value>b</Value></Tag>")).toMatchObject(malformed);
    expect(await put("<Tag>x<Key>a</Key><Value>b</Value></Tag>")).toMatchObject(malformed);
  });
});

it("booleans of a body are booleans", async () => {
  const block = (value: string) =>
    sendSigned(sandbox, {
      ...{ method: "PUT", path: "/bucket?publicAccessBlock" },
      body: `<PublicAccessBlockConfiguration><BlockPublicAcls>${value}</BlockPublicAcls></PublicAccessBlockConfiguration>`,
    });
  expect(await block("false")).toMatchObject({ status: 200 });
  const { PublicAccessBlockConfiguration } = await sandbox.s3.send(
    new GetPublicAccessBlockCommand({ Bucket: "bucket" }),
  );
  expect(PublicAccessBlockConfiguration).toEqual({
    ...{ BlockPublicAcls: false, IgnorePublicAcls: false },
    ...{ BlockPublicPolicy: false, RestrictPublicBuckets: false },
  });
  expect(await block("perhaps")).toMatchObject(malformed);
});

describe("a header or query value of the wrong type", () => {
  it.each(["x", "1.5", "", "99999999999999999999", "-1", "2147483648"])(
    "is refused: max-keys=%s",
    async (value) => {
      const answer = await sendSigned(sandbox, { path: `/bucket?list-type=2&max-keys=${value}` });
      expect(answer).toMatchObject({ status: 400, code: "InvalidArgument" });
    },
  );
});
