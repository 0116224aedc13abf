// Buckets: made, made again, listed and deleted; and their configurations.
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { s3Operations } from "../../../../loopback/s3/operations.ts";
import { startLoopback } from "../../../../loopback/start-loopback.ts";
import type { Sandbox } from "../../clients.ts";
import { sendSigned } from "../../raw.ts";
import { refused } from "../../refused.ts";
import { testInOwnSandbox as it, sandbox } from "../../sandbox.ts";
import { document } from "../../seed.ts";

let s3: Sandbox["s3"];
const Bucket = "bucket";
it.beforeEach(async ({ sandbox }) => {
  s3 = sandbox.s3;
  await s3.send(new CreateBucketCommand({ Bucket }));
});

const missing = refused("NoSuchBucket", 404, "The specified bucket does not exist");

describe("a bucket", () => {
  it("is made, found, listed and deleted", async () => {
    expect(await s3.send(new CreateBucketCommand({ Bucket: "another" }))).toMatchObject({
      Location: "/another",
    });
    expect(await s3.send(new HeadBucketCommand({ Bucket }))).toMatchObject({ BucketRegion: "us-east-1" });
    const listed = await s3.send(new ListBucketsCommand({}));
    expect(listed.Buckets?.map(({ Name }) => Name)).toEqual(["another", "bucket"]);
    expect(listed.Buckets?.[0]?.CreationDate).toBeInstanceOf(Date);
    expect(listed.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    expect((await s3.send(new ListBucketsCommand({ Prefix: "b" }))).Buckets).toHaveLength(1);
    await s3.send(new DeleteBucketCommand({ Bucket }));
    await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject(missing);
    await expect(s3.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
  });

  it("made again in us-east-1 stays as it is", async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: "k", Body: "x" }));
    const policy = document({
      ...{ Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource: "arn:aws:s3:::bucket/*" },
    });
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy }));
    await s3.send(new CreateBucketCommand({ Bucket }));
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(policy);
    const elsewhere = { Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" as const } };
    await expect(s3.send(new CreateBucketCommand(elsewhere))).rejects.toMatchObject(
      refused(
        "BucketAlreadyOwnedByYou",
        409,
        "Your previous request to create the named bucket succeeded and you already own it.",
      ),
    );
  });

  it.each([
    "ab",
    "a".repeat(64),
    "Upper",
    "under_score",
    "-dash",
    "dash-",
    "dot..dot",
    "192.168.0.1",
    "xn--a",
    "a b",
  ])("may not be called %s", async (name) => {
    await expect(s3.send(new CreateBucketCommand({ Bucket: name }))).rejects.toMatchObject(
      refused("InvalidBucketName", 400, "The specified bucket is not valid."),
    );
  });

  it.each(["__proto__", "constructor", "toString", "é"])("that is called %s does not exist", async (name) => {
    await expect(s3.send(new GetBucketLocationCommand({ Bucket: name }))).rejects.toMatchObject(missing);
  });

  it("that holds an object cannot be deleted", async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: "k", Body: "x" }));
    await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject(
      refused("BucketNotEmpty", 409, "The bucket you tried to delete is not empty"),
    );
  });

  it("takes no public ACL", async () => {
    const open = { Bucket: "open", ACL: "public-read" as const };
    await expect(s3.send(new CreateBucketCommand(open))).rejects.toMatchObject(
      refused(
        "InvalidBucketAclWithObjectOwnership",
        400,
        "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
      ),
    );
    await expect(
      s3.send(new CreateBucketCommand({ ...open, ObjectOwnership: "ObjectWriter" })),
    ).rejects.toMatchObject(
      refused(
        "InvalidBucketAclWithBlockPublicAccessError",
        400,
        "Bucket cannot have public ACLs set with BlockPublicAccess enabled",
      ),
    );
    await s3.send(new CreateBucketCommand({ Bucket: "closed", ACL: "private" }));
  });

  it("of another owner than expected is denied to everyone", async () => {
    const expected = (ExpectedBucketOwner: string) =>
      s3.send(new GetBucketLocationCommand({ Bucket, ExpectedBucketOwner }));
    await expect(expected("111122223333")).rejects.toMatchObject(
      refused("AccessDenied", 403, "Access Denied"),
    );
    await expect(expected(sandbox.loopback.accountId)).resolves.toBeDefined();
    for (const none of ["0000", "0000000000020", "abcd", "invalid"]) {
      await expect(expected(none)).rejects.toMatchObject(
        refused(
          "InvalidBucketOwnerAWSAccountID",
          400,
          `The value of the expected bucket owner parameter must be an AWS Account ID... [${none}]`,
        ),
      );
    }
  });

  it("in us-east-1 has no location constraint", async () => {
    const { LocationConstraint } = await s3.send(new GetBucketLocationCommand({ Bucket }));
    expect(LocationConstraint || undefined).toBeUndefined();
  });
});

it("S3 serves 91 of its client's 112 operations", () => {
  expect(Object.keys(s3Operations)).toHaveLength(91);
});

it("outside us-east-1 a bucket says where it is, and is made nowhere else", async () => {
  const loopback = await startLoopback({ region: "eu-west-1" });
  const signing = { region: "eu-west-1" };
  const put = (place: string) => {
    const body = `<CreateBucketConfiguration><LocationConstraint>${place}</LocationConstraint></CreateBucketConfiguration>`;
    return sendSigned({ loopback, root: loopback }, { method: "PUT", path: "/euro", body }, signing);
  };
  expect(await put("us-west-2")).toMatchObject({
    ...{ status: 400, code: "IllegalLocationConstraintException" },
    message:
      "The us-west-2 location constraint is incompatible for the region specific endpoint this request was sent to.",
  });
  expect(await put("eu-west-1")).toMatchObject({ status: 200 });
  expect(await put("eu-west-1")).toMatchObject({ status: 409, code: "BucketAlreadyOwnedByYou" });
  const { body } = await sendSigned({ loopback, root: loopback }, { path: "/euro?location" }, signing);
  expect(body).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">eu-west-1</LocationConstraint>',
  );
  await loopback.close();
});
