// --iam-delay: changes of IAM become visible late to reads and to authorization, and to nothing else.
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteUserPolicyCommand,
  GetUserCommand,
  ListUsersCommand,
} from "@aws-sdk/client-iam";
import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { describe, expect } from "vitest";
import { type Clients, type Keys, startSandbox } from "../clients.ts";
import { sandbox, testInOwnSandbox } from "../sandbox.ts";
import { createUser, putBucketPolicy, putPolicy } from "../seed.ts";

let seconds: number;
const it = testInOwnSandbox.extend("options", () => {
  seconds = 0;
  const start = Date.now();
  return { iamDelay: 4000, now: () => new Date(start + seconds * 1000) };
});

const nameOf = async (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: Error) => error.name,
  );
const list = new ListObjectsV2Command({ Bucket: "bucket" });
const who = new GetCallerIdentityCommand();

describe("with a delay of four seconds", () => {
  it("a user exists at once for writes, and after the delay for reads", async () => {
    await sandbox.iam.send(new CreateUserCommand({ UserName: "Late" }));
    const read = () => nameOf(sandbox.iam.send(new GetUserCommand({ UserName: "Late" })));
    const count = async () => (await sandbox.iam.send(new ListUsersCommand())).Users?.length;
    expect(await nameOf(sandbox.iam.send(new CreateUserCommand({ UserName: "Late" })))).toBe(
      "EntityAlreadyExistsException",
    );
    await sandbox.iam.send(new CreateAccessKeyCommand({ UserName: "Late" }));
    seconds = 3.999;
    expect([await read(), await count()]).toEqual(["NoSuchEntityException", 0]);
    seconds = 4;
    expect([await read(), await count()]).toEqual(["done", 1]);
  });

  it("a key works after it, in each service's words until then", async () => {
    const keys = await createUser(sandbox, "Late");
    const { sts, s3 } = sandbox.as(keys);
    expect(await nameOf(sts.send(who))).toBe("InvalidClientTokenId");
    expect(await nameOf(s3.send(list))).toBe("InvalidAccessKeyId");
    seconds = 4;
    expect(await nameOf(sts.send(who))).toBe("done");
  });

  async function readyUser(): Promise<{ keys: Keys; clients: Clients }> {
    const keys = await createUser(sandbox, "User", [{ Action: "s3:*" }]);
    await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
    seconds += 4;
    return { keys, clients: sandbox.as(keys) };
  }

  it("a policy grants after it, and a deleted one still grants until then", async () => {
    const { clients } = await readyUser();
    const remove = new DeleteUserPolicyCommand({ UserName: "User", PolicyName: "own" });
    await sandbox.iam.send(remove);
    expect(await nameOf(sandbox.iam.send(remove))).toBe("NoSuchEntityException");
    expect(await nameOf(clients.s3.send(list))).toBe("done");
    seconds += 2;
    await putPolicy(sandbox, "User", { Action: "s3:ListBucket" });
    seconds += 2;
    expect(await nameOf(clients.s3.send(list))).toBe("AccessDenied");
    seconds += 2;
    expect(await nameOf(clients.s3.send(list))).toBe("done");
  });

  it("S3 is not delayed: objects, and a bucket policy that denies", async () => {
    const { clients } = await readyUser();
    await clients.s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "key", Body: "a" }));
    expect((await clients.s3.send(list)).KeyCount).toBe(1);
    const Resource = "arn:aws:s3:::bucket";
    await putBucketPolicy(sandbox, "bucket", { Effect: "Deny", Principal: "*", Action: "s3:*", Resource });
    expect(await nameOf(clients.s3.send(list))).toBe("AccessDenied");
  });

  it("a refused write never becomes visible", async () => {
    await createUser(sandbox, "User");
    const put = putPolicy(sandbox, "User", { Action: "x".repeat(3000) });
    expect(await nameOf(put)).not.toBe("done");
    seconds += 4;
    expect(await nameOf(sandbox.iam.send(new GetUserCommand({ UserName: "User" })))).toBe("done");
  });
});

it("without a delay everything is visible at once", async () => {
  const prompt = await startSandbox();
  const { sts } = prompt.as(await createUser(prompt, "Prompt"));
  expect(await nameOf(sts.send(who))).toBe("done");
  await prompt.close();
});

it("what a seed says is visible from the start", async () => {
  const seeded = await startSandbox({ iamDelay: 4000, seed: { users: [{ name: "Seeded" }] } });
  expect(await nameOf(seeded.iam.send(new GetUserCommand({ UserName: "Seeded" })))).toBe("done");
  await seeded.close();
});
