// What diff asks git: the kind of an object, the files of a tree, the messages of commits. Nothing is changed.

import { execFile } from "node:child_process";

/** In bytes; what is longer is no policy. */
const MOST = 64 * 1024 * 1024;

/** What git answers in a folder; undefined where it refuses, as outside of a repository, or where there is no git. */
export async function git(cwd: string, words: readonly string[]): Promise<Buffer | undefined> {
  const settings = { cwd, maxBuffer: MOST, encoding: "buffer" } as const;
  return await new Promise((resolve) => {
    execFile("git", words, settings, (error, stdout) => resolve(error === null ? stdout : undefined));
  });
}

const textOf = async (cwd: string, words: readonly string[]): Promise<string | undefined> =>
  (await git(cwd, words))?.toString("utf8").trimEnd();

export type GitObject = {
  readonly id: string;
  readonly type: "blob" | "tree";
  /** The commit that a name leads to before its first colon. */
  readonly commit: string | undefined;
};

/** What a name of git means: `main`, `main:policies`, `main:policies/broker.json`; undefined if it means nothing. */
export async function resolveName(cwd: string, name: string): Promise<GitObject | undefined> {
  const [ref = ""] = name.split(":");
  const commit = ref === "" ? undefined : await textOf(cwd, verify(`${ref}^{commit}`));
  const object = await textOf(cwd, verify(name));
  if (object === undefined) return undefined;
  const id = (await textOf(cwd, verify(`${object}^{tree}`))) ?? object;
  const type = await textOf(cwd, ["cat-file", "-t", id]);
  return type === "blob" || type === "tree" ? { id, type, commit } : undefined;
}

const verify = (name: string): string[] => ["rev-parse", "--verify", "--quiet", "--end-of-options", name];

/** The names of a tree's files, and the id of each one's content; links and submodules are none. */
export async function filesOfTree(cwd: string, id: string): Promise<ReadonlyMap<string, string>> {
  const listing = (await git(cwd, ["ls-tree", "-r", "-z", id]))?.toString("utf8") ?? "";
  const entries = listing.split("\0").flatMap((line) => {
    const [, blob, name] = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    return blob === undefined || name === undefined ? [] : [[name, blob] as const];
  });
  return new Map(entries);
}

/** The messages of the commits that `after` has and `before` lacks; of `after` alone without `before`. */
export async function messagesOf(cwd: string, before: string | undefined, after: string): Promise<string> {
  const range =
    before === undefined ? ["-1", "--end-of-options", after] : ["--end-of-options", `${before}..${after}`];
  return (await textOf(cwd, ["log", "--format=%B%x00", ...range])) ?? "";
}
