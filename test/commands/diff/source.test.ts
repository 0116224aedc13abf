// What the sides of npm run diff may name: files, folders, names of git; and who approves in a commit message.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findApproval, reasonIn } from "../../../commands/diff/approval.ts";
import { openSource, type Source } from "../../../commands/diff/source.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "diff-source-"));
  const git = (...words: string[]) => {
    const identity = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
    execFileSync("git", [...identity, ...words], {
      cwd: folder,
      stdio: "ignore",
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null" },
    });
  };
  git("init", "-b", "main");
  mkdirSync(join(folder, "policies"));
  writeFileSync(join(folder, "policies", "a.json"), "1");
  writeFileSync(join(folder, "notes.md"), "no JSON");
  git("add", ".");
  git("commit", "-m", "First");
  git("tag", "first");
  writeFileSync(join(folder, "policies", "a.json"), "2");
  writeFileSync(join(folder, "policies", "b.JSON"), "\u00ff", "latin1");
  mkdirSync(join(folder, "node_modules"));
  writeFileSync(join(folder, "node_modules", "c.json"), "3");
  symlinkSync("a.json", join(folder, "policies", "link.json"));
  mkdirSync(join(folder, "empty"));
  git("add", "policies");
  git("commit", "-m", "Second\n\nwidens-access:  the report needs it \n");
  git("commit", "--allow-empty", "-m", "Third");
});
afterAll(() => rmSync(folder, { recursive: true }));

async function texts({ content }: Source): Promise<Record<string, string>> {
  const named = "read" in content ? [["", content] as const] : [...content];
  const read = named.map(async ([name, text]) => {
    const found = await text.read().catch((error: Error) => error.message.replace(folder, ""));
    return [name, `${text.place.replace(folder, "")}: ${found}`];
  });
  return Object.fromEntries(await Promise.all(read));
}

const BROKEN = "cannot be read: it is not UTF-8 text.";

describe("a side of a comparison", () => {
  it.each<[string, string, Record<string, string>]>([
    ["a file", "policies/a.json", { "": "policies/a.json: 2" }],
    [
      "a folder: its JSON files and links to such, node_modules left out",
      ".",
      {
        "policies/a.json": "policies/a.json: 2",
        "policies/b.JSON": `policies/b.JSON: The file /policies/b.JSON ${BROKEN}`,
        "policies/link.json": "policies/link.json: 2",
      },
    ],
    ["an empty folder", "empty", {}],
    ["a commit", "first", { "policies/a.json": "first:policies/a.json: 1" }],
    ["a folder of a commit", "first:policies", { "a.json": "first:policies/a.json: 1" }],
    ["a file of a commit", "HEAD~2:policies/a.json", { "": "HEAD~2:policies/a.json: 1" }],
    [
      "a file that is no text",
      "HEAD:policies/b.JSON",
      { "": `HEAD:policies/b.JSON: HEAD:policies/b.JSON ${BROKEN}` },
    ],
  ])("may be %s", async (_, name, expected) => {
    expect(await texts(await openSource(name, folder))).toEqual(expected);
  });

  it("is refused without a name", async () => {
    await expect(openSource("", folder)).rejects.toThrow("One side has no name");
  });

  it.each(["nowhere", "HEAD:nowhere.json", "--exec=x", ":", "main:../outside"])(
    "is refused where it means nothing: %s",
    async (name) => {
      await expect(openSource(name, folder)).rejects.toThrow(
        `${name} is neither a file, a folder nor a name of git here`,
      );
    },
  );

  it("is refused where it holds a link to a folder, or one that leads nowhere", async () => {
    const linked = mkdtempSync(join(tmpdir(), "diff-links-"));
    symlinkSync("..", join(linked, "circle"));
    await expect(openSource(linked)).rejects.toThrow("circle is a link to a folder, which is not followed");
    rmSync(join(linked, "circle"));
    symlinkSync("nowhere", join(linked, "a.json"));
    expect(await texts(await openSource(linked))).toEqual({
      "a.json": expect.stringContaining("cannot be read: there is no such file"),
    });
    rmSync(linked, { recursive: true });
  });

  it("is refused outside of a repository, too", async () => {
    await expect(openSource("main", tmpdir())).rejects.toThrow(
      "main is neither a file, a folder nor a name of git here",
    );
  });
});

describe("an approval", () => {
  const between = async (before: string | undefined, after: string | undefined) => {
    const open = async (name: string | undefined) =>
      name === undefined ? {} : await openSource(name, folder);
    return await findApproval(await open(before), await open(after), folder);
  };

  it("stands in any commit between the two sides", async () => {
    expect(await between("first", "HEAD")).toBe("the report needs it");
    expect(await between("first:policies", undefined)).toBe("the report needs it");
    expect(await between("first", "HEAD:policies/a.json")).toBe("the report needs it");
  });

  it("does not stand in commits before or beside", async () => {
    expect(await between("HEAD~1", "HEAD")).toBeUndefined();
    expect(await between(undefined, "first")).toBeUndefined();
  });

  it("stands in HEAD where no side is of git", async () => {
    expect(await between(undefined, undefined)).toBeUndefined();
    expect(await between(undefined, "HEAD~1")).toBe("the report needs it");
  });

  it.each<[string, string | undefined]>([
    ["Title\n\nWidens-Access: because", "because"],
    ["Title\n\nWIDENS-ACCESS:because\r\n", "because"],
    ["Title\n\nWidens-Access:", undefined],
    ["Title\n\nWidens-Access:   \nnext line", undefined],
    ["Title\n\nThis Widens-Access: no", undefined],
    ["Title", undefined],
  ])("needs a line of its own and a reason: %j", (message, reason) => {
    expect(reasonIn(message)).toBe(reason);
  });
});
