// Tags: of objects, in headers and bodies; of buckets, by S3's and by S3 Control's operations. Recorded answers of AWS:
// localstack/localstack tests/aws/services/s3/test_s3_api.snapshot.json, TestS3ObjectTagging and TestS3BucketTagging.
import {
  CreateBucketCommand,
  DeleteObjectTaggingCommand,
  GetBucketTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  PutBucketAbacCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { sendSigned } from "../../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser } from "../../seed.ts";

const Bucket = "bucket";
it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket }));
});

const put = (Key: string, Tagging?: string) =>
  sandbox.s3.send(
    new PutObjectCommand({ Bucket, Key, Body: "x", ...(Tagging !== undefined && { Tagging }) }),
  );
const tagsOf = async (Key: string) =>
  (await sandbox.s3.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet;
const tag = (Key: string, TagSet: { Key: string; Value: string }[]) =>
  sandbox.s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet } }));

describe("an object's tags", () => {
  it("are written with it, replaced and deleted", async () => {
    await put("tagged", "Project=Pegasus&Cost%20Center=98765");
    expect(await tagsOf("tagged")).toEqual([
      { Key: "Project", Value: "Pegasus" },
      { Key: "Cost Center", Value: "98765" },
    ]);
    expect(await sandbox.s3.send(new GetObjectCommand({ Bucket, Key: "tagged" }))).toMatchObject({
      TagCount: 2,
    });
    await tag("tagged", [{ Key: "a", Value: "" }]);
    expect(await tagsOf("tagged")).toEqual([{ Key: "a", Value: "" }]);
    await sandbox.s3.send(new DeleteObjectTaggingCommand({ Bucket, Key: "tagged" }));
    expect(await tagsOf("tagged")).toEqual([]);
    await put("tagged");
    expect(await tagsOf("tagged")).toEqual([]);
  });

  it("are counted only for callers who may read them", async () => {
    await put("counted", "a=1");
    const keys = await createUser(sandbox, "reader", [{ Action: "s3:GetObject" }]);
    const read = await sandbox.as(keys).s3.send(new GetObjectCommand({ Bucket, Key: "counted" }));
    expect(read).not.toHaveProperty("TagCount");
  });

  it.each<[{ Key: string; Value: string }[], string, string]>([
    [
      [
        { Key: "a", Value: "1" },
        { Key: "a", Value: "2" },
      ],
      "InvalidTag",
      "Cannot provide multiple Tags with the same key",
    ],
    [[{ Key: "aws:a", Value: "1" }], "InvalidTag", "Your TagKey cannot be prefixed with aws:"],
    [[{ Key: "", Value: "1" }], "InvalidTag", "The TagKey you have provided is invalid"],
    [[{ Key: "x".repeat(129), Value: "1" }], "InvalidTag", "The TagKey you have provided is invalid"],
    [[{ Key: "a", Value: "x".repeat(257) }], "InvalidTag", "The TagValue you have provided is invalid"],
    // Lengths count UTF-16 units: 130 and 258, as https://github.com/justincormack/argmin recorded AWS.
    [[{ Key: "𐐀".repeat(65), Value: "1" }], "InvalidTag", "The TagKey you have provided is invalid"],
    [[{ Key: "a", Value: "𐐀".repeat(129) }], "InvalidTag", "The TagValue you have provided is invalid"],
    [[{ Key: "a", Value: "<>" }], "InvalidTag", "The TagValue you have provided is invalid"],
    [
      Array.from({ length: 11 }, (_, index) => ({ Key: String(index), Value: "" })),
      "BadRequest",
      "Object tags cannot be greater than 10",
    ],
  ])("are within S3's limits (%#)", async (TagSet, name, message) => {
    await put("limited");
    await expect(tag("limited", TagSet)).rejects.toMatchObject({
      ...{ name, message, $metadata: { httpStatusCode: 400 } },
    });
  });

  it("that are invalid are told with the value, if it is that", async () => {
    await put("limited");
    await expect(tag("limited", [{ Key: "a", Value: "<>" }])).rejects.toMatchObject({
      ...{ TagKey: "a", TagValue: "<>" },
    });
    const answer = tag("limited", [{ Key: "<>", Value: "a" }]);
    await expect(answer).rejects.toMatchObject({ TagKey: "<>" });
    await expect(answer).rejects.not.toHaveProperty("TagValue");
  });

  it.for(["a=1&a=2", "key1=val1,key2=val2"])(
    "are a query of distinct keys in a header (%s)",
    async (header) => {
      await expect(put("twice", header)).rejects.toMatchObject({
        ...{ name: "InvalidArgument", ArgumentName: "x-amz-tagging", ArgumentValue: header },
        message:
          "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      });
    },
  );

  it("need their own permission when an object is written", async () => {
    const keys = await createUser(sandbox, "writer", [{ Action: "s3:PutObject" }]);
    const { s3 } = sandbox.as(keys);
    await s3.send(new PutObjectCommand({ Bucket, Key: "plain", Body: "x" }));
    await expect(
      s3.send(new PutObjectCommand({ Bucket, Key: "plain", Body: "x", Tagging: "a=1" })),
    ).rejects.toMatchObject({ message: expect.stringContaining("s3:PutObjectTagging") });
  });
});

describe("S3 Control", () => {
  const path = `/v20180820/tags/${encodeURIComponent("arn:aws:s3:::bucket")}`;
  const control = (method: string, query = "", body = "", account = sandbox.loopback.accountId) =>
    sendSigned(sandbox, { method, path: path + query, body, headers: [["x-amz-account-id", account]] });
  const tagging = (...tags: readonly string[]) =>
    `<TagResourceRequest xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/"><Tags>${tags
      .map((one) => `<Tag><Key>${one}</Key><Value>v</Value></Tag>`)
      .join("")}</Tags></TagResourceRequest>`;

  it("tags a bucket, lists its tags and takes them away", async () => {
    const TagSet = [{ Key: "first", Value: "1" }];
    await sandbox.s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    expect(await control("POST", "", tagging("second", "third"))).toMatchObject({ status: 204, body: "" });
    const listed = await control("GET");
    expect(listed.status).toBe(200);
    expect(listed.body).toContain(
      "<Tags><Tag><Key>first</Key><Value>1</Value></Tag><Tag><Key>second</Key><Value>v</Value></Tag><Tag><Key>third</Key><Value>v</Value></Tag></Tags>",
    );
    expect(await control("DELETE", "?tagKeys=first&tagKeys=third")).toMatchObject({ status: 204 });
    expect((await sandbox.s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual([
      { Key: "second", Value: "v" },
    ]);
    expect(await control("DELETE", "?tagKeys=second")).toMatchObject({ status: 204 });
    await expect(sandbox.s3.send(new GetBucketTaggingCommand({ Bucket }))).rejects.toMatchObject({
      name: "NoSuchTagSet",
    });
  });

  it("asks for its own actions", async () => {
    const keys = await createUser(sandbox, "tagger", [
      { Action: "s3:TagResource", Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": "allowed" } } },
    ]);
    const headers = [["x-amz-account-id", sandbox.loopback.accountId]] as const;
    const post = (body: string) => sendSigned(sandbox, { method: "POST", path, body, headers }, { keys });
    expect(await post(tagging("allowed"))).toMatchObject({ status: 204 });
    expect(await post(tagging("forbidden"))).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(await sendSigned(sandbox, { path, headers }, { keys })).toMatchObject({
      message: expect.stringContaining("s3:ListTagsForResource"),
    });
  });

  // https://github.com/justincormack/argmin, which recorded AWS.
  it.for<[string, string[]]>([
    [
      'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.',
      ["aws:a"],
    ],
    [
      "There are duplicate tag keys in your request. Remove the duplicate tag keys and try again.",
      ["a", "a"],
    ],
    [
      "This request contains a tag key or value that isn't valid. Valid characters include the following: [a-zA-Z+-=._:/]. Tag keys can contain up to 128 characters. Tag values can contain up to 256 characters.",
      ["a;b"],
    ],
  ])("refuses tags in its own words: %s", async ([message, keys]) => {
    const answer = await control("POST", "", tagging(...keys));
    expect(answer).toMatchObject({ status: 400, code: "InvalidTag", message });
    expect(answer.body).not.toContain("<TagKey>");
  });

  it("refuses the tags of a new bucket in the same words", async () => {
    const CreateBucketConfiguration = { Tags: [{ Key: "aws:a", Value: "1" }] };
    await expect(
      sandbox.s3.send(new CreateBucketCommand({ Bucket: "tagged-new", CreateBucketConfiguration })),
    ).rejects.toMatchObject({
      name: "InvalidTag",
      message:
        'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.',
    });
  });

  it("keeps to the account and to buckets", async () => {
    expect(await control("GET", "", "", "111122223333")).toMatchObject({ status: 403 });
    const other = path.replace("bucket", "missing");
    const headers = [["x-amz-account-id", sandbox.loopback.accountId]] as const;
    expect(await sendSigned(sandbox, { path: other, headers })).toMatchObject({ status: 404 });
  });

  // What the resource is, is looked at after authorization.
  it.for<[string, string, string]>([
    ["GET", "arn:aws:s3:us-east-1:123456789012:accesspoint/door", "s3:ListTagsForResource"],
    ["POST", "arn:aws:s3:us-east-1:123456789012:accesspoint/door", "s3:TagResource"],
    ["DELETE", "arn:aws:s3:us-east-1:123456789012:accesspoint/door", "s3:UntagResource"],
    ["GET", "arn:aws:s3:us-east-1:123456789012:storage-lens-group/lens", "s3:ListTagsForResource"],
    ["GET", "nothing", "s3:ListTagsForResource"],
  ])("denies before it refuses what is no bucket: %s of %s", async ([method, arn, action]) => {
    const request = {
      ...{ method, path: `/v20180820/tags/${encodeURIComponent(arn)}?tagKeys=a` },
      ...{ body: method === "POST" ? tagging("a") : "" },
      headers: [["x-amz-account-id", sandbox.loopback.accountId]] as const,
    };
    const keys = await createUser(sandbox, `${method}-${arn.replace(/.*[:/]/, "")}`);
    expect(await sendSigned(sandbox, request, { keys })).toMatchObject({
      ...{ status: 403, code: "AccessDenied" },
      message: expect.stringContaining(`perform: ${action} on resource: "${arn}"`),
    });
    expect(await sendSigned(sandbox, request)).toMatchObject({
      ...{ status: 501, code: "NotImplemented" },
      message: `The loopback keeps tags of buckets only, not of "${arn}".`,
    });
  });

  it("leaves a bucket of the same name to S3", async () => {
    await sandbox.s3.send(new CreateBucketCommand({ Bucket: "v20180820" }));
    const object = "/v20180820/tags/arn%3Aaws%3As3%3A%3A%3Abucket";
    expect(await sendSigned(sandbox, { method: "PUT", path: object, body: "x" })).toMatchObject({
      status: 200,
    });
    expect(await sendSigned(sandbox, { path: object })).toMatchObject({ status: 200, body: "x" });
  });
});

describe("a bucket's tags", () => {
  // https://github.com/getmoto/moto tests/test_s3/test_s3_tagging.py, test_get_bucket_tagging.
  it("are gone after an empty set of them", async () => {
    const put = (TagSet: { Key: string; Value: string }[]) =>
      sandbox.s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    await put([{ Key: "a", Value: "1" }]);
    await put([]);
    await expect(sandbox.s3.send(new GetBucketTaggingCommand({ Bucket }))).rejects.toMatchObject({
      ...{ name: "NoSuchTagSet", message: "The TagSet does not exist", $metadata: { httpStatusCode: 404 } },
    });
  });

  it("are refused by whose prefix they have", async () => {
    const put = (Key: string) =>
      sandbox.s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key, Value: "1" }] } }));
    await expect(put("aws:a")).rejects.toMatchObject({
      ...{ name: "InvalidTag", message: "System tags cannot be added/updated by requester", TagKey: "aws:a" },
    });
    await expect(put("Aws:a")).rejects.toMatchObject({
      name: "InvalidTag",
      message:
        'Invalid Tag. Tags cannot start with "aws:"(case insensitive) unless they are System Tags that start with "aws:"(case sensitive)',
    });
  });

  it("decide where attribute-based access control is enabled, and nowhere else", async () => {
    const own = "attributed";
    await sandbox.s3.send(new CreateBucketCommand({ Bucket: own }));
    const TagSet = [{ Key: "team", Value: "a" }];
    await sandbox.s3.send(new PutBucketTaggingCommand({ Bucket: own, Tagging: { TagSet } }));
    const keys = await createUser(sandbox, "member", [
      { Action: "s3:ListBucket", Condition: { StringEquals: { "aws:ResourceTag/team": "a" } } },
    ]);
    const list = () => sendSigned(sandbox, { path: `/${own}` }, { keys });
    expect(await list()).toMatchObject({ status: 403 });
    const AbacStatus = { Status: "Enabled" as const };
    await sandbox.s3.send(new PutBucketAbacCommand({ Bucket: own, AbacStatus }));
    expect(await list()).toMatchObject({ status: 200 });
    await expect(
      sandbox.s3.send(new PutBucketTaggingCommand({ Bucket: own, Tagging: { TagSet } })),
    ).rejects.toMatchObject({ name: "InvalidRequest" });
  });
});
