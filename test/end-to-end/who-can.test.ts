// npm run who-can, run the way a person runs it, on the outputs of a stack.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outputs } from "../smoke/outputs.ts";
import { runScript } from "./run-npm.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "who-can-"));
  writeFileSync(join(folder, "outputs.json"), JSON.stringify(outputs));
});
afterAll(() => rmSync(folder, { recursive: true }));

const whoCan = async (...words: string[]) => await runScript("who-can", words);

describe("npm run who-can", () => {
  it("answers as JSON who may, and who may not, without any secret", async () => {
    const { status, stdout } = await whoCan(
      "s3:ListBucket",
      "arn:aws:s3:::inside",
      "--outputs",
      join(folder, "outputs.json"),
      "--json",
    );
    const { asked, principals } = JSON.parse(stdout);
    expect({ status, asked }).toMatchObject({
      status: 0,
      asked: { actions: "s3:ListBucket", resources: "bucket inside" },
    });
    const extents = Object.fromEntries(
      principals.map((one: { name: string; extent: string }) => [one.name, one.extent]),
    );
    expect(extents).toMatchObject({ broker: "some", User1: "some", NoPolicy: "none", nobody: "none" });
    expect(stdout).not.toContain(outputs.brokerSecretAccessKey);
  });

  it("ends with 3 and one sentence where nothing is asked", async () => {
    expect(await whoCan("s3:ListBucket")).toMatchObject({
      ...{ status: 3, stdout: "" },
      stderr:
        "Say what is to be done, or who does it: npm run who-can -- ACTION RESOURCE, or npm run who-can -- --principal NAME.\n",
    });
  });
});
