// npm run validate, run the way a person runs it.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runNpm } from "./run-npm.ts";

const folder = mkdtempSync(join(tmpdir(), "federation-broker-"));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const statements = (...lines: readonly string[]): string =>
  `{\n  "Version": "2012-10-17",\n  "Statement": [\n${lines.map((line) => `    ${line}`).join(",\n")}\n  ]\n}\n`;

const refused = file(
  "refused.json",
  statements(
    '{ "Effect": "Allow", "Action": "ListBucket", "Resource": "*" }',
    '{ "Effect": "allow", "Action": "s3:ListBucket", "Resource": "*" }',
  ),
);

describe("npm run validate", () => {
  it("finds a file by its path from the folder it is called in", async () => {
    file("here.json", statements('{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*" }'));
    const { status, stdout } = await runNpm("validate", ["here.json"], {}, folder);
    expect(stdout).toBe("here.json is a valid identity policy: no findings.\n");
    expect(status).toBe(0);
  });

  it("exits 0 and says so when there is nothing to say", async () => {
    const path = file(
      "fine.json",
      statements(
        '{ "Effect": "Allow", "Action": ["s3:ListBucket", "sts:GetFederationToken*"], "Resource": "*" }',
      ),
    );
    const { status, stdout, stderr } = await runNpm("validate", [path]);
    expect(stdout).toBe(`${path} is a valid identity policy: no findings.\n`);
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });

  it("exits 1 and names every fault in AWS's order, with AWS's text, a sentence and the place", async () => {
    const { status, stdout } = await runNpm("validate", [refused]);
    expect(stdout.split("\n\n").map((entry) => entry.replaceAll(/\n +/g, "\n"))).toEqual([
      `${refused}:5:17  $.Statement[1].Effect\nThe policy failed legacy parsing\nEffect is case-sensitive: write "Allow" or "Deny", not "allow".`,
      `${refused}:4:36  $.Statement[0].Action\nActions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.\n"ListBucket" needs its service before it, as in "s3:GetObject".`,
      expect.stringMatching(/^AWS would refuse .*: 2 errors\.\n$/s),
    ]);
    expect(status).toBe(1);
  });

  it("says it in S3's words for a bucket policy", async () => {
    const { status, stdout } = await runNpm("validate", [refused, "--kind", "resource"]);
    expect(stdout).toContain("\n  Missing required field Principal\n");
    expect(status).toBe(1);
  });

  it("exits 0 when findings are advice, grouped by severity, each with its page", async () => {
    const path = file(
      "advice.json",
      statements(
        '{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "arn:aws:s3:::bucket" }',
        '{ "Effect": "Deny", "Action": ["s3:PutObject", "s3:Put*"], "Resource": "*" }',
      ),
    );
    const { status, stdout } = await runNpm("validate", [path]);
    expect(stdout).toMatch(
      /^1 security warning\n\n.*:4:39 {2}ALLOW_WITH_NOT_ACTION\n {2}\$\.Statement\[0\]\.NotAction\n/,
    );
    expect(stdout).toMatch(/\n\n1 suggestion\n\n.*:5:36 {2}REDUNDANT_ACTION\n/);
    expect(stdout).toContain(
      "\n  https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html\n",
    );
    expect(stdout).toContain(`${path} is a valid identity policy: 1 security warning, 1 suggestion.`);
    const sentences = stdout.split("\n").filter((line) => !line.includes("/"));
    expect(Math.max(...sentences.map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect(status).toBe(0);
  });

  it("exits 1 when a finding is an error", async () => {
    const path = file(
      "error.json",
      statements('{ "Effect": "Allow", "Action": "s3:ListBuckets", "Resource": "*" }'),
    );
    const { status, stdout } = await runNpm("validate", [path]);
    expect(stdout).toContain("  s3 has no action s3:ListBuckets; did you mean s3:ListBucket?\n");
    expect(stdout).toContain("but as identity policy it does not do what it says: 1 error.");
    expect(status).toBe(1);
  });

  it("judges a policy for federated users when it is a session policy, or on request", async () => {
    const path = file(
      "username.json",
      statements(
        '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/${aws:username}" }',
      ),
    );
    const issue = "KEY_ABSENT_FOR_FEDERATED_USER";
    expect((await runNpm("validate", [path])).stdout).not.toContain(issue);
    expect((await runNpm("validate", [path, "--kind", "session"])).stdout).toContain(issue);
    expect((await runNpm("validate", [path, "--federated"])).stdout).toContain(issue);
  });

  it("reads standard input for -", async () => {
    const { status, stdout } = await runNpm("validate", ["-"]);
    expect(stdout).toMatch(/^standard input:1:1 {2}\$\n {2}Syntax errors in policy\.\n/);
    expect(status).toBe(1);
  });

  it.each([
    ["no file is named", [], /^Name one policy document: npm run validate -- FILE .*\.\n$/],
    ["two files are named", [refused, refused], /^Name one policy document: .*\.\n$/],
    [
      "the file is missing",
      [join(folder, "nowhere.json")],
      /nowhere\.json cannot be read: there is no such file\.\n$/,
    ],
    [
      "the file has no end",
      ["/dev/zero"],
      /^The file \/dev\/zero cannot be read: it is larger than 64 MiB\.\n$/,
    ],
    [
      "the kind is unknown",
      [refused, "--kind", "bucket"],
      /^--kind bucket is no kind of policy: give one of identity, .*\.\n$/,
    ],
    ["an option is unknown", [refused, "--kinds", "scp"], /^Unknown option '--kinds'.*\n$/],
  ])("exits 3 with one line when %s", async (_, args, line) => {
    const { status, stdout, stderr } = await runNpm("validate", args);
    expect(stderr).toMatch(line);
    expect(stdout).toBe("");
    expect(status).toBe(3);
  });
});
