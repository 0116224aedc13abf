// npm run compare, run the way another test suite runs it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");

async function compare(lines: readonly string[]): Promise<unknown[]> {
  const child = spawn("npm", ["run", "--silent", "compare"], {
    cwd: root,
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(lines.map((line) => `${line}\n`).join(""));
  const [output, [status]] = await Promise.all([text(child.stdout), once(child, "close")]);
  expect(status).toBe(0);
  return output
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

const allow = (Action: string) => ({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action, Resource: "arn:aws:s3:::b/*" },
});
const pair = (id: number, a: string, b: string): string =>
  JSON.stringify({ id, kind: "identity", a: allow(a), b: allow(b) });

it("answers each line in order: pairs with their relation, everything else with an error", async () => {
  const answers = await compare([
    pair(1, "s3:GetObject", "s3:Get*"),
    pair(2, "s3:GetObject", "s3:PutObject"),
    pair(3, "s3:getobject", "s3:GetObject"),
    pair(4, "s3:*", "s3:PutObject"),
    "no JSON",
    JSON.stringify({ id: 6, kind: "user", a: allow("s3:*"), b: allow("s3:*") }),
    JSON.stringify({ id: 7, kind: "session", a: { Version: "2012-10-17", Statement: [] }, b: allow("s3:*") }),
    JSON.stringify({ id: 8, kind: "session", a: allow("s3:*"), b: allow("s3:*"), c: 1 }),
  ]);
  expect(answers).toMatchObject([
    { id: 1, aMinusB: { verdict: "contained" }, bMinusA: { verdict: "not contained" }, relation: "narrower" },
    { id: 2, relation: "incomparable" },
    { id: 3, relation: "equivalent" },
    { id: 4, bMinusA: { verdict: "contained" }, relation: "wider" },
    { id: null, error: expect.stringContaining("The line is not JSON") },
    { id: 6, error: 'kind is "user", but it must be one of identity, session, boundary, control, resource.' },
    { id: 7, error: expect.stringContaining("The policy a is no valid document, at $.Statement") },
    { id: 8, error: 'There is no member "c" in the line.' },
  ]);
});

it("gives the answer that the guide shows", async () => {
  const guide = readFileSync(join(root, "docs", "policy-engine.md"), "utf8");
  const section = guide.slice(guide.indexOf("## `npm run compare`"));
  const [line = "", answer = ""] = [...section.matchAll(/```json\n([^`]*)```/g)].map((found) => found[1]);
  expect(await compare([line.trim()])).toEqual([JSON.parse(answer)]);
});
