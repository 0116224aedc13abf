// Clients of other languages see no difference between the loopback and AWS: all run one story with the same output.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { isLeftOut } from "../in-full.ts";
import { sandbox, testInSharedSandbox } from "../loopback/sandbox.ts";

const folder = import.meta.dirname;
const jars = join(folder, "java", "target", "dependency");
const root = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};

interface Client {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

const clients: readonly Client[] = [
  {
    name: "the AWS SDK for JavaScript",
    command: [process.execPath, "story.ts"],
  },
  {
    name: "the AWS CLI",
    command: ["bash", "story.sh"],
  },
  {
    name: "boto3",
    command: ["python3", "story.py"],
  },
  {
    name: "the AWS SDK for Ruby",
    command: ["ruby", "story.rb"],
  },
  {
    name: "the AWS SDK for Java",
    command: ["java", "-cp", join(jars, "*"), join("java", "Story.java")],
  },
];

const leftOut = isLeftOut("REQUIRE_CLIENTS", "clients of other languages");

const test = testInSharedSandbox.extend("options", { accountId: "111122223333", root });
test.beforeAll(async ({ sandbox }) => {
  for (const Bucket of ["story-bucket", "other-bucket"])
    await sandbox.s3.send(new CreateBucketCommand({ Bucket }));
  for (const [Key, Body] of [
    ["a.txt", "a"],
    ["b/c d.txt", "b"],
    ["ü+%.txt", "c"],
  ] as const)
    await sandbox.s3.send(new PutObjectCommand({ Bucket: "story-bucket", Key, Body }));
});

const brokerPolicy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: ["s3:ListBucket", "s3:ListAllMyBuckets", "sts:GetFederationToken*", "sts:TagSession"],
      Resource: "*",
    },
  ],
});

async function run(
  [command, ...args]: readonly [string, ...string[]],
  environment: NodeJS.ProcessEnv,
): Promise<{ status: unknown; lines: string[]; said: string }> {
  const { PATH, HOME, PYTHONPATH, JAVA_HOME } = process.env;
  const child = spawn(command, args, {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...{ PATH, HOME, PYTHONPATH, JAVA_HOME, LANG: "C.UTF-8" },
      AWS_ENDPOINT_URL: sandbox.loopback.endpoint,
      ...{ AWS_REGION: "us-east-1", AWS_DEFAULT_REGION: "us-east-1", AWS_EC2_METADATA_DISABLED: "true" },
      ...environment,
    },
  });
  const [out, said, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { status, lines: out.trimEnd().split("\n"), said };
}

describe("the guides' story", () => {
  for (const [index, client] of clients.entries()) {
    const tell = leftOut && client.name !== "the AWS SDK for JavaScript" ? test.skip : test.concurrent;
    tell(
      `is told by ${client.name}`,
      async ({ expect }) => {
        const user = `story-${index}`;
        const told = await run(client.command, {
          ...{ AWS_ACCESS_KEY_ID: root.accessKeyId, AWS_SECRET_ACCESS_KEY: root.secretAccessKey },
          ...{ BUCKET: "story-bucket", OTHER_BUCKET: "other-bucket", STORY_USER: user },
          BROKER_POLICY: brokerPolicy,
        });
        expect(told.said).toBe("");
        expect(told.lines).toEqual([
          `user ${user}: created`,
          `user ${user}: exists`,
          `policy ${user}-broker: attached`,
          `broker: arn:aws:iam::111122223333:user/${user}`,
          "federated user: arn:aws:sts::111122223333:federated-user/User1, 7200 s",
          'list: a.txt => "0cc175b9c0f1b6a831c399e269772661"',
          'list: b/c d.txt => "92eb5ffee6ae2fec3ad71c777531578f"',
          'list: ü+%.txt => "4a8a08f09d37b73795649038408b5f33"',
          "get: AccessDenied",
          "put: AccessDenied",
          "other bucket: AccessDenied",
          "federated again: 3 keys, 3600 s",
          "session token: 3 keys",
          "session token asks IAM: InvalidClientTokenId",
          "111122223333:testFedUserSession: other-bucket story-bucket",
        ]);
        expect(told.status).toBe(0);
      },
      120_000,
    );
  }
});

test.skipIf(leftOut)("rclone lists with a session of User1, and is refused the rest", async () => {
  const Policy = JSON.stringify({
    Statement: [{ Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::story-bucket" }],
  });
  const session = await sandbox.federate(sandbox.root, { Name: "User1", Policy, DurationSeconds: 3600 });
  const remote = {
    RCLONE_CONFIG: "/dev/null",
    RCLONE_RETRIES: "1",
    RCLONE_LOW_LEVEL_RETRIES: "1",
    RCLONE_CONFIG_STORY_TYPE: "s3",
    RCLONE_CONFIG_STORY_PROVIDER: "Other",
    RCLONE_CONFIG_STORY_ENDPOINT: sandbox.loopback.endpoint,
    RCLONE_CONFIG_STORY_REGION: "us-east-1",
    RCLONE_CONFIG_STORY_NO_CHECK_BUCKET: "true",
    RCLONE_CONFIG_STORY_LIST_VERSION: "2",
    RCLONE_CONFIG_STORY_ACCESS_KEY_ID: session.accessKeyId,
    RCLONE_CONFIG_STORY_SECRET_ACCESS_KEY: session.secretAccessKey,
    RCLONE_CONFIG_STORY_SESSION_TOKEN: session.sessionToken,
  };
  const list = await run(["rclone", "lsf", "-R", "--format", "p", "story:story-bucket"], remote);
  expect(list).toMatchObject({ status: 0, said: "" });
  expect(list.lines.sort()).toEqual(["a.txt", "b/", "b/c d.txt", "ü+%.txt"]);
  const get = await run(["rclone", "cat", "--include", "/a.txt", "story:story-bucket"], remote);
  expect(get.said).toContain("AccessDenied");
  const put = await run(["rclone", "copyto", "clients.test.ts", "story:story-bucket/new.txt"], remote);
  expect(put.said).toContain("status code: 403");
  expect([list.status, get.status === 0, put.status === 0]).toEqual([0, false, false]);
});
