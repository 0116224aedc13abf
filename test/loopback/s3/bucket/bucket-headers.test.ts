// What CreateBucket and HeadBucket say of a bucket in headers, and creating a bucket again. The headers are as people have
// shown them since December 2025 (`curl -I https://mega-big-tech.s3.amazonaws.com`, `aws s3api create-bucket`); the second
// creation with tags is as https://github.com/localstack/localstack/pull/13428 found it.
import { CreateBucketCommand, GetBucketTaggingCommand } from "@aws-sdk/client-s3";
import { expect } from "vitest";
import { sendSigned } from "../../raw.ts";
import { refused } from "../../refused.ts";
import { testInOwnSandbox as it, sandbox } from "../../sandbox.ts";

const Bucket = "bucket";

it("names a bucket's ARN where it is created and looked up", async () => {
  const path = `/${Bucket}`;
  const created = await sendSigned(sandbox, { method: "PUT", path });
  expect(created.headers).toMatchObject({ location: path, "x-amz-bucket-arn": "arn:aws:s3:::bucket" });
  const head = await sendSigned(sandbox, { method: "HEAD", path });
  expect(head.headers).toMatchObject({
    ...{ "x-amz-bucket-arn": "arn:aws:s3:::bucket", "x-amz-access-point-alias": "false" },
    "x-amz-bucket-region": "us-east-1",
  });
  const again = await sendSigned(sandbox, { method: "PUT", path });
  expect(again.headers).toMatchObject({ "x-amz-bucket-arn": "arn:aws:s3:::bucket" });
});

it("does not create a bucket again when it is to have tags", async () => {
  const create = (CreateBucketConfiguration?: object) =>
    sandbox.s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
  const tagged = { Tags: [{ Key: "a", Value: "1" }] };
  await create(tagged);
  await create();
  await expect(create(tagged)).rejects.toMatchObject(
    refused(
      "BucketAlreadyOwnedByYou",
      409,
      "Your previous request to create the named bucket succeeded and you already own it.",
    ),
  );
  const { TagSet } = await sandbox.s3.send(new GetBucketTaggingCommand({ Bucket }));
  expect(TagSet).toEqual(tagged.Tags);
});

it("repeats an ownership that does not exist in its refusal", async () => {
  const ObjectOwnership = "Nobody" as "ObjectWriter";
  await expect(sandbox.s3.send(new CreateBucketCommand({ Bucket, ObjectOwnership }))).rejects.toMatchObject({
    ...refused("InvalidArgument", 400, "Invalid x-amz-object-ownership header: Nobody"),
    ArgumentName: "x-amz-object-ownership",
  });
});
