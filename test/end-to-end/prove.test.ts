// npm run prove, as a person runs it: on the outputs of a stack, and on a document alone.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { outputs, policyOf } from "../smoke/outputs.ts";
import { runScript } from "./run-npm.ts";

const folder = mkdtempSync(join(tmpdir(), "prove-"));
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

it("ends with 0 where all is proved, and writes the report", async () => {
  const json = join(folder, "proofs.json");
  const { status, stdout } = await runScript("prove", [
    ...["--outputs", file("outputs.json", JSON.stringify(outputs)), "--json", json],
  ]);
  expect(stdout).toContain("8 theorems: 8 proved, 0 disproved, 0 unknown\n");
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  expect(status).toBe(0);
  expect(JSON.parse(readFileSync(json, "utf8"))).toMatchObject({
    ...{ format: "federation-broker proofs", version: 1, exitStatus: 0 },
    unclaimed: [{ because: "the stack lets its broker federate any name (federatedNames)" }, {}, {}, {}],
  });
});

it("ends with 1 where a theorem is broken, and shows by which request", async () => {
  const policy = policyOf({
    ...{ Sid: "Open", Effect: "Allow", Principal: "*", Action: "s3:GetObject" },
    Resource: "arn:aws:s3:::reports/*",
  });
  const { status, stdout } = await runScript("prove", ["--resource", file("bucket.json", policy)]);
  expect(stdout).toContain("DISPROVED  Nobody outside the account reaches the bucket.");
  expect(stdout.replaceAll(/\s+/g, " ")).toContain(
    "user someone-else of account 999999999999 may, in the bucket: s3:GetObject on object a of bucket reports. It is allowed by statement 1 (Sid Open) of the bucket's policy: s3:GetObject on any object of bucket reports by anyone.",
  );
  expect(status).toBe(1);
});

it("ends with 3 and one sentence where a document is no policy", async () => {
  const { status, stdout, stderr } = await runScript("prove", ["--identity", file("no.json", "{}")]);
  expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
  expect(stderr).toMatch(/^In the broker's policy "identity", at \$, line 1, column 1: [^\n]+\n$/);
});
