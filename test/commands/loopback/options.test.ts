// The options of npm run loopback: what each gives, and the sentence for each mistake.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readLoopbackOptions } from "../../../commands/loopback/options.ts";

const id = "AKIAIOSFODNN7EXAMPLE";
const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

describe("the options", () => {
  it("may all be left out, in any environment", () => {
    const environment = { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_REGION: "eu-west-1" };
    expect(readLoopbackOptions([], environment)).toEqual({
      ...{ json: false, log: "text", pulumiPort: 0, loopback: { port: 4566 } },
    });
  });

  it("fix the account, the region and the key", () => {
    const args = ["--account", "111122223333", "--region", "eu-central-1", "--access-key-id", id];
    expect(readLoopbackOptions([...args, "--secret-access-key", secret], {}).loopback).toEqual({
      ...{ port: 4566, accountId: "111122223333", region: "eu-central-1" },
      root: { accessKeyId: id, secretAccessKey: secret },
    });
  });

  it("name the folder of the state as seen from where they were given", () => {
    expect(readLoopbackOptions(["--state", "/var/x"], {}).loopback.state).toBe("/var/x");
    expect(readLoopbackOptions(["--state", "x"], {}).loopback.state).toBe(join(process.cwd(), "x"));
  });

  it.each([
    ["4s", 4000],
    ["250ms", 250],
    ["1.5s", 1500],
    ["2m", 120_000],
    ["0s", 0],
  ])("delay IAM by %s", (text, milliseconds) => {
    expect(readLoopbackOptions(["--iam-delay", text], {}).loopback.iamDelay).toBe(milliseconds);
  });

  it("limit the requests per second, or do not", () => {
    expect(readLoopbackOptions(["--rate", "20"], {}).loopback.requestsPerSecond).toBe(20);
    expect(readLoopbackOptions([], {}).loopback.requestsPerSecond).toBeUndefined();
  });

  it("take the secret from the environment, where no one else can read it", () => {
    const args = ["--access-key-id", id];
    expect(readLoopbackOptions(args, { AWS_SECRET_ACCESS_KEY: secret }).loopback.root).toEqual({
      ...{ accessKeyId: id, secretAccessKey: secret },
    });
  });

  it.each<[string[], string]>([
    [["--port=-0"], "--port -0 is no port: give a number from 0 (any free port) to 65535."],
    [["--port", "65536"], "--port 65536 is no port: give a number from 0 (any free port) to 65535."],
    [["--pulumi-port", "x"], "--pulumi-port x is no port: give a number from 0 (any free port) to 65535."],
    [["--iam-delay", "4"], "--iam-delay 4 is no time: give a number with ms, s or m, as in 4s."],
    [["--iam-delay=-1s"], "--iam-delay -1s is no time: give a number with ms, s or m, as in 4s."],
    ...["0", "1.5", "fast"].map((rate): [string[], string] => [
      ["--rate", rate],
      `--rate ${rate} is no number of requests per second: give a whole number above 0.`,
    ]),
    [["--state", ""], "--state needs the name of a folder."],
    [["--log", "off"], "--log off is unknown: give text or json."],
    [["--account", "12345678901"], "--account 12345678901 is no AWS account id: give twelve digits."],
    [
      ["--region", "cn-north-1"],
      "--region cn-north-1 is no region of the partition aws: give one such as eu-central-1.",
    ],
    [
      ["--region", "us-east-9"],
      "--region us-east-9 is no region of the partition aws: give one such as eu-central-1.",
    ],
    [["--region", "here"], "--region here is no region of the partition aws: give one such as eu-central-1."],
    [["--secret-access-key", secret], "--secret-access-key needs --access-key-id beside it."],
    [
      ["--access-key-id", id],
      "--access-key-id needs its secret: give it in AWS_SECRET_ACCESS_KEY, or with --secret-access-key.",
    ],
    [
      ["--access-key-id", "ASIAIOSFODNN7EXAMPLE", "--secret-access-key", secret],
      "--access-key-id ASIAIOSFODNN7EXAMPLE is no access key id: AKIA and 16 capital letters or digits.",
    ],
    [
      ["--access-key-id", id, "--secret-access-key", "short"],
      "The secret access key is malformed: give 40 letters, digits, slashes or plus signs.",
    ],
  ])("are refused in one sentence: %j", (args, message) => {
    expect(() => readLoopbackOptions(args, {})).toThrow(
      expect.objectContaining({ name: "UsageError", message }),
    );
  });
});
