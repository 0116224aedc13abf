// The first ListObjects, ListObjectVersions, ListBuckets: markers, pages, encodings, owners.
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  type ListObjectsCommandInput,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  PutBucketVersioningCommand,
  PutObjectCommand,
  paginateListBuckets,
} from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import type { Sandbox } from "../../clients.ts";
import { sendSigned } from "../../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser } from "../../seed.ts";

let s3: Sandbox["s3"];
const put = async (Bucket: string, Key: string, Body = "x") =>
  (await s3.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId ?? "";
it.beforeAll(async ({ sandbox }) => {
  s3 = sandbox.s3;
  for (const Bucket of ["tree", "history"]) await s3.send(new CreateBucketCommand({ Bucket }));
  for (const key of ["a.txt", "b/1", "b/2", "b/c/3", "d/e", "f", "g h/é"]) await put("tree", key);
  const VersioningConfiguration = { Status: "Enabled" as const };
  await s3.send(new PutBucketVersioningCommand({ Bucket: "history", VersioningConfiguration }));
});

describe("the first ListObjects", () => {
  const list = async (input: Partial<ListObjectsCommandInput> = {}) => {
    const answer = await s3.send(new ListObjectsCommand({ Bucket: "tree", ...input }));
    const keys = (answer.Contents ?? []).map(({ Key }) => Key);
    return { ...answer, keys, prefixes: (answer.CommonPrefixes ?? []).map(({ Prefix }) => Prefix) };
  };

  it("tells owners, and the next marker only with a delimiter", async () => {
    const all = await list({ MaxKeys: 2 });
    expect(all).toMatchObject({ keys: ["a.txt", "b/1"], IsTruncated: true, MaxKeys: 2 });
    expect(all.Contents?.[0]?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    expect(all).not.toHaveProperty("NextMarker");
    const grouped = await list({ MaxKeys: 2, Delimiter: "/" });
    expect(grouped).toMatchObject({ keys: ["a.txt"], prefixes: ["b/"], NextMarker: "b/" });
  });

  it("continues after its marker, and a marker that is a group skips the group", async () => {
    expect(await list({ Marker: "b/1" })).toMatchObject({ keys: ["b/2", "b/c/3", "d/e", "f", "g h/é"] });
    expect(await list({ Marker: "b/", Delimiter: "/" })).toMatchObject({
      keys: ["f"],
      prefixes: ["d/", "g h/"],
    });
    expect(await list({ Marker: "b/1", Prefix: "b/", Delimiter: "/" })).toMatchObject({
      ...{ keys: ["b/2"], prefixes: ["b/c/"] },
    });
    expect(await list({ Marker: "a", Prefix: "d/" })).toMatchObject({ keys: ["d/e"] });
  });

  it("encodes all names when asked to", async () => {
    const { body } = await sendSigned(sandbox, {
      path: "/tree?encoding-type=url&prefix=g%20h/&marker=a%20b&delimiter=%C3%A9",
    });
    for (const element of [
      "<Prefix>g+h/</Prefix>",
      "<Marker>a+b</Marker>",
      "<Delimiter>%C3%A9</Delimiter>",
      "<CommonPrefixes><Prefix>g+h/%C3%A9</Prefix></CommonPrefixes>",
    ])
      expect(body).toContain(element);
  });

  it.each([-1, 2_147_483_648])("refuses a page of %i keys", async (MaxKeys) => {
    await expect(list({ MaxKeys })).rejects.toMatchObject({
      name: "InvalidArgument",
      message: "Argument maxKeys must be an integer between 0 and 2147483647",
    });
  });
});

describe("ListObjectsV2", () => {
  it("shows owners only on request", async () => {
    const list = (FetchOwner: boolean) => s3.send(new ListObjectsV2Command({ Bucket: "tree", FetchOwner }));
    expect((await list(true)).Contents?.[0]?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    expect((await list(false)).Contents?.[0]).not.toHaveProperty("Owner");
  });

  it("shows checksums and storage classes", async () => {
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket: "tree", MaxKeys: 1 }));
    expect(Contents).toMatchObject([
      {
        Key: "a.txt",
        Size: 1,
        StorageClass: "STANDARD",
        ChecksumAlgorithm: ["CRC32"],
        ChecksumType: "FULL_OBJECT",
      },
    ]);
  });
});

describe("ListObjectVersions", () => {
  const list = (input: Partial<ListObjectVersionsCommandInput> = {}) =>
    s3.send(new ListObjectVersionsCommand({ Bucket: "history", ...input }));

  it("shows versions and markers, by key and from new to old", async () => {
    const first = await put("history", "a");
    const second = await put("history", "a", "two");
    const { VersionId: marker } = await s3.send(new DeleteObjectCommand({ Bucket: "history", Key: "a" }));
    const other = await put("history", "b/c");
    const all = await list();
    expect(all.Versions).toMatchObject([
      { Key: "a", VersionId: second, IsLatest: false, Size: 3 },
      { Key: "a", VersionId: first, IsLatest: false, Size: 1 },
      { Key: "b/c", VersionId: other, IsLatest: true },
    ]);
    expect(all.DeleteMarkers).toMatchObject([{ Key: "a", VersionId: marker, IsLatest: true }]);
    const page = await list({ MaxKeys: 2 });
    expect(page).toMatchObject({ IsTruncated: true, NextKeyMarker: "a", NextVersionIdMarker: second });
    const rest = await list({ KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker });
    expect(rest.Versions?.map(({ VersionId }) => VersionId)).toEqual([first, other]);
    expect((await list({ KeyMarker: "a" })).Versions).toMatchObject([{ Key: "b/c" }]);
    expect(await list({ Delimiter: "/" })).toMatchObject({ CommonPrefixes: [{ Prefix: "b/" }] });
    expect((await list({ Prefix: "b" })).Versions).toHaveLength(1);
  });

  it("of a bucket that never had versions shows each object as the version null", async () => {
    const { Versions } = await list({ Bucket: "tree", Prefix: "f" });
    expect(Versions).toMatchObject([{ Key: "f", VersionId: "null", IsLatest: true }]);
  });

  it("has its own action", async () => {
    const keys = await createUser(sandbox, "lister", [{ Action: "s3:ListBucket" }]);
    await expect(
      sandbox.as(keys).s3.send(new ListObjectVersionsCommand({ Bucket: "history" })),
    ).rejects.toMatchObject({ message: expect.stringContaining("s3:ListBucketVersions") });
  });

  it.each([
    [{ VersionIdMarker: "null" }, "A version-id marker cannot be specified without a key marker."],
    [{ KeyMarker: "a", VersionIdMarker: "x" }, "Invalid version id specified"],
  ])("takes no such marker: %j", async (input, message) => {
    await expect(list(input)).rejects.toMatchObject({ name: "InvalidArgument", message });
  });
});

describe("ListBuckets", () => {
  it("goes through its pages", async () => {
    const names: (string | undefined)[] = [];
    for await (const { Buckets } of paginateListBuckets({ client: s3, pageSize: 1 }, {}))
      names.push(...(Buckets ?? []).map(({ Name }) => Name));
    expect(names).toEqual(["history", "tree"]);
  });

  it("keeps to a prefix", async () => {
    const list = (input: object) => s3.send(new ListBucketsCommand(input));
    expect((await list({ Prefix: "tr" })).Buckets).toMatchObject([
      { Name: "tree", BucketRegion: "us-east-1" },
    ]);
    await expect(list({ MaxBuckets: 0 })).rejects.toMatchObject({ name: "InvalidArgument" });
  });
});
