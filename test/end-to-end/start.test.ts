// npm start, run the way a person runs it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isLeftOut } from "../in-full.ts";
import { runNpm, runScript, startNpm } from "./run-npm.ts";

const root = join(import.meta.dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "federation-broker-"));

function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const read = (name: string): string => readFileSync(join(root, name), "utf8");

/** Names of a deployment end in a random suffix. */
const withoutSuffixes = (text: string): string =>
  text.replaceAll(/(federation-broker|-bucket)-[0-9a-f]{7}/g, "$1");

const guideActions = {
  Sid: "Guide",
  Effect: "Allow",
  Action: ["s3:ListBucket", "sts:GetFederationToken*"],
  Resource: "*",
};

describe("npm start", () => {
  const inFull = it.skipIf(isLeftOut("REQUIRE_ENGINE", "five more ways through npm start"));

  it("sets everything up, proves every promise, prints what docs/matrix.md shows and leaves no process", async () => {
    const { status, stdout, leftovers } = await runNpm("start");
    expect(stdout).toMatch(/✓ s3:ListBucket +the bucket +allowed +allowed +allowed, shows canary\.txt/);
    expect(stdout).toMatch(/\n68 promises: 68 hold, 0 broken, 0 inconclusive\n$/);
    expect(status).toBe(0);
    expect(leftovers).toBe(false);
    expect(withoutSuffixes(read("docs/matrix.md"))).toContain(withoutSuffixes(stdout));
  });

  it("names the broken promise, the statement and the remedy, as the README shows for its policy", async () => {
    const [, policy = "", finding = ""] =
      /```json\n([^`]*)```[\s\S]*?```\n(✗ BROKEN[^`]*)```/.exec(read("README.md")) ?? [];
    const wide = file("wide.json", policy);
    const { status, stdout, leftovers } = await runScript("start", ["--broker-policy", wide]);
    expect(finding).toMatch(/^✗ BROKEN: broker s3:GetObject the canary\n/);
    expect(finding).toContain('Allowed by statement 2 (Sid TooMuch) of the broker\'s policy "federation":');
    expect(withoutSuffixes(stdout)).toContain(withoutSuffixes(finding));
    expect(stdout).toMatch(/take s3:GetObject out of that statement, or narrow its Resource/);
    expect(stdout).toContain("✗ BROKEN: AllOfS3 s3:GetObject the canary\n");
    expect(status).toBe(1);
    expect(leftovers).toBe(false);
  });

  inFull("breaks when the session policy does not allow the listing", async () => {
    const policy = file("no-listing.json", {
      Statement: [{ Effect: "Allow", Action: "s3:GetBucketLocation", Resource: "*" }],
    });
    const { status, stdout } = await runScript("start", ["--session-policy", policy]);
    expect(stdout).toContain("✗ BROKEN: User1 s3:ListBucket the bucket\n");
    expect(stdout).toContain("No statement of User1's session policy allows s3:ListBucket on arn:aws:s3:::");
    expect(stdout).toContain("Add to User1's session policy:");
    expect(status).toBe(1);
  });

  inFull(
    "holds with the AWS guide's own broker policy, except for the listing of the outside bucket",
    async () => {
      const policy = file("guide.json", { Version: "2012-10-17", Statement: guideActions });
      const { status, stdout } = await runScript("start", ["--broker-policy", policy]);
      expect(stdout.match(/✗ BROKEN: .*/g)).toEqual([
        "✗ BROKEN: broker s3:ListBucket the outside bucket",
        "✗ BROKEN: AllOfS3 s3:ListBucket the outside bucket",
        ...["broker", "AllOfS3", "SessionToken"].map((principal) =>
          expect.stringMatching(
            new RegExp(`^✗ BROKEN: ${principal} s3:ListBucket arn:aws:s3:::outside-bucket-[0-9a-f]{7}$`),
          ),
        ),
      ]);
      expect(stdout).toMatch(
        /\n65 promises: 63 hold, 2 broken, 0 inconclusive; 3 permissions that no promise lists\n$/,
      );
      expect(status).toBe(1);
    },
  );

  it("exits 3 with one line when a policy file is missing", async () => {
    const path = join(folder, "nowhere.json");
    const { status, stdout, stderr } = await runScript("start", ["--broker-policy", path]);
    expect(stderr).toBe(`The file ${path} cannot be read: there is no such file.\n`);
    expect(stdout).toBe("");
    expect(status).toBe(3);
  });

  inFull("exits 3 with one line when an option is unknown", async () => {
    const { status, stderr } = await runScript("start", ["--brokerpolicy", "x.json"]);
    expect(stderr).toMatch(/^Unknown option '--brokerpolicy'.*\n$/);
    expect(status).toBe(3);
  });

  it("cleans up after Ctrl-C while it probes: prints what is known, leaves no process", async () => {
    const running = startNpm("start");
    await running.line("stderr", /^Federating and probing/);
    running.interrupt("SIGINT");
    const { stdout, leftovers } = await running.ended;
    expect(stdout).toMatch(
      /\n67 promises: \d+ hold, 0 broken, \d+ inconclusive(; not compared with the stack outputs: [1-9]\d*)?\n$/,
    );
    expect(leftovers).toBe(false);
  });

  inFull("keeps its exit status when nobody reads what it prints", () => {
    const script = 'npm run --silent start | true; echo "${PIPESTATUS[0]}"';
    const { stdout, stderr } = spawnSync("bash", ["-c", script], { cwd: root, encoding: "utf8" });
    expect(stderr).not.toContain("EPIPE");
    expect(stdout).toBe("0\n");
  });

  inFull("cleans up after Ctrl-C while it deploys", async () => {
    const running = startNpm("start");
    await running.line("stderr", /^Deploying infra/);
    running.interrupt("SIGINT");
    const { leftovers } = await running.ended;
    expect(leftovers).toBe(false);
  });
});
