// ListObjectsV2: order, prefixes, delimiters, pages and encodings.
import {
  CreateBucketCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { sendSigned } from "../../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";

it.beforeAll(async () => {
  await fill("tree", ["a.txt", "b/1", "b/2", "b/c/3", "b/c/4", "d/", "d/e", "f"]);
  // In UTF-16 the elephant comes before U+FF21; in UTF-8, and so in S3, after.
  await fill("letters", ["Z", "a", "é", "ÿ", "東", "Ａ", "🐘", "e\u0301"]);
  await fill("odd", ["a b", "a+b", "a%b", "<&>\"'", "tab\tline\nend", "return\r", "\u0001", "é/🐘"]);
});

async function fill(Bucket: string, keys: readonly string[]): Promise<void> {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket }));
  for (const Key of [...keys].reverse())
    await sandbox.s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
}

async function list(Bucket: string, input: Omit<ListObjectsV2CommandInput, "Bucket"> = {}) {
  const answer = await sandbox.s3.send(new ListObjectsV2Command({ Bucket, ...input }));
  return {
    ...answer,
    keys: answer.Contents?.map(({ Key }) => Key) ?? [],
    prefixes: answer.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [],
  };
}

const invalid = { name: "InvalidArgument", $metadata: { httpStatusCode: 400 } };

describe("a listing", () => {
  it("is in the order of bytes", async () => {
    const { keys, KeyCount, IsTruncated } = await list("letters");
    expect(keys).toEqual(["Z", "a", "e\u0301", "é", "ÿ", "東", "Ａ", "🐘"]);
    expect({ KeyCount, IsTruncated }).toEqual({ KeyCount: 8, IsTruncated: false });
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ["", ["a.txt", "f"], ["b/", "d/"]],
    ["b", [], ["b/"]],
    ["b/", ["b/1", "b/2"], ["b/c/"]],
    ["b/c/", ["b/c/3", "b/c/4"], []],
    ["d/", ["d/", "d/e"], []],
    ["x", [], []],
  ])("by prefix %j and delimiter / shows one level", async (Prefix, keys, prefixes) => {
    expect(await list("tree", { Prefix, Delimiter: "/" })).toMatchObject({
      ...{ keys, prefixes, Prefix, Delimiter: "/", KeyCount: keys.length + prefixes.length },
    });
  });

  it("may have a delimiter of any letters", async () => {
    expect(await list("tree", { Delimiter: "/c" })).toMatchObject({
      ...{ keys: ["a.txt", "b/1", "b/2", "d/", "d/e", "f"], prefixes: ["b/c"] },
    });
    expect(await list("letters", { Delimiter: "🐘" })).toMatchObject({ prefixes: ["🐘"] });
  });

  it("starts after a key, whether it exists or not", async () => {
    expect((await list("tree", { StartAfter: "b/2" })).keys).toEqual(["b/c/3", "b/c/4", "d/", "d/e", "f"]);
    expect((await list("tree", { StartAfter: "c" })).keys).toEqual(["d/", "d/e", "f"]);
    expect((await list("tree", { StartAfter: "a", Prefix: "d" })).keys).toEqual(["d/", "d/e"]);
    expect((await list("tree", { StartAfter: "z" })).keys).toEqual([]);
  });
});

describe("pages", () => {
  it.each([1, 2, 3, 7, 1000])("of %d entries hold together every entry once, in order", async (pageSize) => {
    const flat: (string | undefined)[] = [];
    for await (const page of paginateListObjectsV2({ client: sandbox.s3, pageSize }, { Bucket: "tree" })) {
      expect(page.KeyCount).toBeLessThanOrEqual(pageSize);
      flat.push(...(page.Contents?.map(({ Key }) => Key) ?? []));
    }
    expect(flat).toEqual(["a.txt", "b/1", "b/2", "b/c/3", "b/c/4", "d/", "d/e", "f"]);
  });

  it("count a common prefix as one entry and show it once", async () => {
    const seen: string[][] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await list("tree", {
        ...{ Delimiter: "/", MaxKeys: 1 },
        ...(ContinuationToken && { ContinuationToken }),
      });
      seen.push([...page.prefixes, ...page.keys].map(String));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(seen).toEqual([["a.txt"], ["b/"], ["d/"], ["f"]]);
  });

  it("of no entries are empty and final", async () => {
    expect(await list("tree", { MaxKeys: 0 })).toMatchObject({ keys: [], KeyCount: 0, IsTruncated: false });
  });

  it("are of 1000 entries at most, even if more are requested", async () => {
    expect((await list("tree", { MaxKeys: 5000 })).MaxKeys).toBe(1000);
    expect((await list("tree", { MaxKeys: 7 })).MaxKeys).toBe(7);
  });

  it.each(["", "x", "!!", "b/2"])(
    "do not continue from a token that is none: %j",
    async (ContinuationToken) => {
      await expect(list("tree", { ContinuationToken })).rejects.toMatchObject({
        ...invalid,
        message: "The continuation token provided is incorrect",
      });
    },
  );
});

describe("odd keys", () => {
  const keys = ["\u0001", "<&>\"'", "a b", "a%b", "a+b", "return\r", "tab\tline\nend", "é/🐘"];

  it("are returned as they are if XML can hold them", async () => {
    const readable = (key: string) => key !== "\u0001";
    expect((await list("odd")).keys.map(String).filter(readable)).toEqual(keys.filter(readable));
  });

  it("come back percent-encoded when asked for", async () => {
    const answer = await sendSigned(sandbox, {
      path: "/odd?list-type=2&encoding-type=url&prefix=%C3%A9/&delimiter=/",
    });
    expect(answer.body).toContain("<EncodingType>url</EncodingType>");
    expect(answer.body).toContain("<Prefix>%C3%A9/</Prefix>");
    const all = await sendSigned(sandbox, { path: "/odd?list-type=2&encoding-type=url" });
    expect([...all.body.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => key)).toEqual([
      ...[
        "%01",
        "%3C%26%3E%22&apos;",
        "a+b",
        "a%25b",
        "a%2Bb",
        "return%0D",
        "tab%09line%0Aend",
        "%C3%A9/%F0%9F%90%98",
      ],
    ]);
  });

  it("come back in no other encoding", async () => {
    await expect(list("odd", { EncodingType: "base64" as "url" })).rejects.toMatchObject({
      ...invalid,
      message: "Invalid Encoding Method specified in Request",
    });
  });
});
