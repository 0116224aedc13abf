// npm run diff, run the way a person and a pull request's check run it, with the names of git.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");
let folder: string;

const policy = (Action: string[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Action, Resource: "arn:aws:s3:::b/*" },
  });

function commit(message: string): void {
  const identity = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" };
  for (const words of [
    ["init", "-b", "main"],
    ["add", "."],
    ["commit", "--allow-empty", "-m", message],
  ]) {
    execFileSync("git", [...identity, ...words], { cwd: folder, stdio: "ignore", env });
  }
}

async function diff(words: readonly string[], input = "") {
  const child = spawn("npm", ["run", "--silent", "--prefix", root, "diff", "--", ...words], { cwd: folder });
  child.stdin.end(input);
  const [output, errors, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { status, output, errors };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "diff-"));
  writeFileSync(join(folder, "broker.json"), policy(["s3:GetObject"]));
  commit("First");
  writeFileSync(join(folder, "broker.json"), policy(["s3:GetObject", "s3:PutObject"]));
  commit("Second");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("npm run diff", () => {
  it("ends with 1 where a commit widens access, and with 0 once a message says why", async () => {
    const { status, output, errors } = await diff(["HEAD~1", "HEAD"]);
    expect({ status, errors }).toEqual({ status: 1, errors: "" });
    expect(output).toContain(
      "broker.json, identity policy: wider\n  + statement 1 of AFTER allows s3:PutObject on any object of bucket b\n",
    );
    commit("Third\n\nWidens-Access: reports are written");
    const approved = await diff(["HEAD~2", "."]);
    expect(approved.status).toBe(0);
    expect(approved.output).toContain("access widens, approved by the commit message: reports are written.");
  });

  it("reads one side from standard input", async () => {
    const { status, output } = await diff(["--json", "-", "HEAD:broker.json"], policy(["s3:*"]));
    expect({ status, report: JSON.parse(output) }).toMatchObject({
      status: 0,
      report: { widens: false, comparisons: [{ relation: "narrower" }] },
    });
  });

  it("ends with 3 and one sentence for a file that is no policy", async () => {
    writeFileSync(join(folder, "none.txt"), '{"Version":"2012-10-17"}');
    expect(await diff(["broker.json", "none.txt"])).toEqual({
      ...{ status: 3, output: "" },
      errors:
        "none.txt, line 1, column 1, is no valid identity policy: The policy has no Statement; add one.\n",
    });
  });

  it("answers lines as npm run compare does", async () => {
    const [a, b] = [policy(["s3:GetObject"]), policy(["s3:*"])].map((one) => JSON.parse(one));
    const { status, output } = await diff(
      ["--jsonl"],
      `${JSON.stringify({ id: 1, kind: "identity", a, b })}\n`,
    );
    expect({ status, answer: JSON.parse(output) }).toMatchObject({
      status: 0,
      answer: { id: 1, relation: "narrower" },
    });
  });
});
