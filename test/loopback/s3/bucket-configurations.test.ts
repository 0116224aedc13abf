// What a bucket is configured with: on a new one, put, refused; and its policy.
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  GetBucketEncryptionCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../clients.ts";
import { document } from "../seed.ts";

let sandbox: Sandbox;
let s3: Sandbox["s3"];
const Bucket = "bucket";
beforeEach(async () => {
  sandbox = await startSandbox();
  s3 = sandbox.s3;
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterEach(() => sandbox.close());

const refused = (name: string, httpStatusCode: number, message: string) => ({
  ...{ name, message, $metadata: { httpStatusCode } },
});

describe("a configuration", () => {
  it("of a new bucket is AWS's own", async () => {
    expect(await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).toMatchObject({
      PublicAccessBlockConfiguration: {
        ...{
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: true,
          RestrictPublicBuckets: true,
        },
      },
    });
    expect((await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))).OwnershipControls).toEqual({
      Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }],
    });
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault).toEqual({
      SSEAlgorithm: "AES256",
    });
    await expect(s3.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject(
      refused("NoSuchBucketPolicy", 404, "The bucket policy does not exist"),
    );
  });

  it("comes back as it was put", async () => {
    const PublicAccessBlockConfiguration = { BlockPublicAcls: true, BlockPublicPolicy: false };
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    expect(await s3.send(new GetPublicAccessBlockCommand({ Bucket }))).toMatchObject({
      PublicAccessBlockConfiguration,
    });
    const OwnershipControls = { Rules: [{ ObjectOwnership: "ObjectWriter" as const }] };
    await s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
    expect(await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))).toMatchObject({
      OwnershipControls,
    });
    const ServerSideEncryptionConfiguration = {
      Rules: [
        { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" as const }, BucketKeyEnabled: true },
      ],
    };
    await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
    expect(await s3.send(new GetBucketEncryptionCommand({ Bucket }))).toMatchObject({
      ServerSideEncryptionConfiguration,
    });
  });

  it("that names what there is not is malformed", async () => {
    const OwnershipControls = { Rules: [{ ObjectOwnership: "Nobody" as "ObjectWriter" }] };
    await expect(
      s3.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls })),
    ).rejects.toMatchObject(
      refused(
        "MalformedXML",
        400,
        "The XML you provided was not well-formed or did not validate against our published schema",
      ),
    );
  });

  it("of the policy is a policy, or nothing changes", async () => {
    const put = (Policy: string) => s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    await expect(put("not JSON")).rejects.toMatchObject(
      refused("MalformedPolicy", 400, "Policies must be valid JSON and the first byte must be '{'"),
    );
    await expect(put("{}")).rejects.toMatchObject(
      refused("MalformedPolicy", 400, "Missing required field Statement"),
    );
    await expect(s3.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({
      name: "NoSuchBucketPolicy",
    });
    const text = document({
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "arn:aws:s3:::bucket",
    });
    expect((await put(text)).$metadata.httpStatusCode).toBeLessThan(300);
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  });
});
