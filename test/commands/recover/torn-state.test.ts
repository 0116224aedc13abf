// What is removed from a state in a folder after its writer was killed, and what is not.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { removeTornState } from "../../../commands/recover/torn-state.ts";

const dev = { project: "project", stack: "dev" };

let folder: string;
let stacks: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "federation-broker-torn-"));
  stacks = join(folder, ".pulumi", "stacks", "project");
  mkdirSync(stacks, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (files: Readonly<Record<string, string>>) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(stacks, name), text);
};

test("empty attributes and files that were never put in place are removed; the state and its copy stay", async () => {
  write({
    "dev.json": "{}",
    "dev.json.attrs": "",
    "dev.json.18ea59f237d97e98.tmp": '{"version',
    "dev.json.bak": "{}",
    "dev.json.bak.attrs": '{"user.cache_control":""}',
  });
  expect(await removeTornState(pathToFileURL(folder).href, dev, folder)).toEqual([
    "dev.json.18ea59f237d97e98.tmp",
    "dev.json.attrs",
  ]);
  expect(readdirSync(stacks).toSorted()).toEqual(["dev.json", "dev.json.bak", "dev.json.bak.attrs"]);
});

test("whole files and another stack's files are left alone", async () => {
  const files = {
    "dev.json": "{}",
    "dev.json.attrs": '{"user.cache_control":""}',
    "prod.json.attrs": "",
    "prod.json.18ea59f237d97e98.tmp": "",
  };
  write(files);
  const another = join(stacks, "..", "another");
  mkdirSync(another);
  writeFileSync(join(another, "dev.json.18ea59f237d97e98.tmp"), '{"version');
  expect(await removeTornState(pathToFileURL(folder).href, dev, folder)).toEqual([]);
  expect(readdirSync(stacks).toSorted()).toEqual(Object.keys(files).toSorted());
  expect(readdirSync(another)).toEqual(["dev.json.18ea59f237d97e98.tmp"]);
});

test("a backend that is no folder is not read", async () => {
  expect(await removeTornState("https://api.pulumi.com", dev, folder)).toEqual([]);
});
