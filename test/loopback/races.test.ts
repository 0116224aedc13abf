// Requests that race: where only one can win, one wins, and the others are refused in AWS's words.
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  type IAMClient,
  ListAccessKeysCommand,
} from "@aws-sdk/client-iam";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { describe, expect } from "vitest";
import { startSandbox } from "./clients.ts";
import { sandbox, testInSharedSandbox } from "./sandbox.ts";
import { createUser } from "./seed.ts";
import { enableDevice } from "./sts/authenticator.ts";

const it = testInSharedSandbox.extend("options", { region: "eu-central-1" });
const Bucket = "bucket";
it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-central-1" } }),
  );
});

const racers = 24;

/** How often each answer was given: "done", or an error's name and status. */
async function race(run: (racer: number) => Promise<unknown>): Promise<Record<string, number>> {
  const answers = await Promise.all(
    Array.from({ length: racers }, (_, racer) =>
      run(racer).then(
        () => "done",
        ({ name, $metadata }: Error & { $metadata: { httpStatusCode: number } }) =>
          `${$metadata.httpStatusCode} ${name}`,
      ),
    ),
  );
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts;
}

const bodyOf = async (Key: string) =>
  (await sandbox.s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();

describe("one wins", () => {
  it("of the callers who put an object that must not exist yet, and its bytes stay", async () => {
    const winners: number[] = [];
    const put = async (racer: number) => {
      const input = { Bucket, Key: "first", Body: `racer ${racer}`, IfNoneMatch: "*" };
      await sandbox.s3.send(new PutObjectCommand(input));
      winners.push(racer);
    };
    expect(await race(put)).toEqual({ done: 1, "412 PreconditionFailed": racers - 1 });
    expect(await bodyOf("first")).toBe(`racer ${winners[0]}`);
  });

  it("of the callers who replace the version that they have read", async () => {
    const { ETag } = await sandbox.s3.send(new PutObjectCommand({ Bucket, Key: "read", Body: "old" }));
    const put = (racer: number) =>
      sandbox.s3.send(
        new PutObjectCommand({ Bucket, Key: "read", Body: `racer ${racer}`, ...(ETag && { IfMatch: ETag }) }),
      );
    expect(await race(put)).toEqual({ done: 1, "412 PreconditionFailed": racers - 1 });
  });

  it("of the callers who complete an upload, and the object is whole", async () => {
    const Key = "joined";
    const { UploadId } = await sandbox.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const part = { Bucket, Key, UploadId, PartNumber: 1 };
    const { ETag } = await sandbox.s3.send(new UploadPartCommand({ ...part, Body: "whole" }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    const complete = (racer: number) =>
      racer === 0
        ? sandbox.s3.send(new UploadPartCommand({ ...part, PartNumber: 2, Body: "late" }))
        : sandbox.s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload }));
    const counts = await race(complete);
    expect((counts.done ?? 0) + (counts["404 NoSuchUpload"] ?? 0)).toBe(racers);
    // The late part may have come before the completion.
    expect([1, 2]).toContain(counts.done);
    expect(await bodyOf(Key)).toBe("whole");
    await expect(
      sandbox.s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })),
    ).rejects.toMatchObject({ name: "NoSuchUpload" });
  });

  it("of the callers who make a bucket of one name", async () => {
    const input = {
      Bucket: "contested",
      CreateBucketConfiguration: { LocationConstraint: "eu-central-1" as const },
    };
    expect(await race(() => sandbox.s3.send(new CreateBucketCommand(input)))).toEqual({
      ...{ done: 1, "409 BucketAlreadyOwnedByYou": racers - 1 },
    });
  });

  it("of the callers who make a user of one name, in any case", async () => {
    const create = (racer: number) =>
      sandbox.iam.send(new CreateUserCommand({ UserName: racer % 2 === 0 ? "Contested" : "contested" }));
    expect(await race(create)).toEqual({ done: 1, "409 EntityAlreadyExistsException": racers - 1 });
  });

  it("of the callers who use the same code of an MFA device", async () => {
    const { sts } = sandbox.as(await createUser(sandbox, "ann"));
    const device = await enableDevice(sandbox.iam, "ann", "phone");
    const input = { SerialNumber: device.serial, TokenCode: device.show() };
    expect(await race(() => sts.send(new GetSessionTokenCommand(input)))).toEqual({
      ...{ done: 1, "403 AccessDenied": racers - 1 },
    });
  });
});

it.each([
  ["at once", async () => sandbox],
  ["and changes become visible late", () => startSandbox({ iamDelay: 60_000, region: "eu-central-1" })],
])("two win of those who make access keys for one user, %s", async (_, start) => {
  const own = await start();
  const make = (iam: IAMClient) => iam.send(new CreateAccessKeyCommand({ UserName: "keys" }));
  await own.iam.send(new CreateUserCommand({ UserName: "keys" }));
  expect(await race(() => make(own.iam))).toEqual({ done: 2, "409 LimitExceededException": racers - 2 });
  if (own === sandbox) {
    const { AccessKeyMetadata } = await own.iam.send(new ListAccessKeysCommand({ UserName: "keys" }));
    expect(AccessKeyMetadata).toHaveLength(2);
  } else await own.close();
});
