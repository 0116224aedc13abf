// What one side of a comparison names: a file, a folder, or either in git; its texts by the names of their files.

import { lstat, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { callersFolder, readTextFile } from "../shared/read-text-file.ts";
import { UsageError } from "../shared/run-command.ts";
import { filesOfTree, git, resolveName } from "./git.ts";

/** A text, and how a person finds it. */
export interface NamedText {
  readonly place: string;
  /** Read when it is asked for. @throws UsageError where it cannot be read */
  readonly read: () => Promise<string>;
  /** Equal for equal texts, where git knows. */
  readonly id?: string;
}

export interface Source {
  /** As the person wrote it. */
  readonly name: string;
  /** One text, or a folder's JSON files by their names in it. */
  readonly content: NamedText | ReadonlyMap<string, NamedText>;
  /** The commit, where it is named by a ref. */
  readonly commit?: string;
}

/** @throws UsageError where the name means nothing, or cannot be read */
export async function openSource(name: string, from = callersFolder): Promise<Source> {
  if (name === "-") return { name, content: fileText("-", "standard input") };
  if (name === "") throw new UsageError("One side has no name: is a variable of the shell empty?");
  const path = resolve(from, name);
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return await inGit(from, name);
  const isFolder = found.isDirectory() || (found.isSymbolicLink() && (await isLinkToFolder(path)));
  return { name, content: isFolder ? await folder(name, path) : fileText(path, name) };
}

const isLinkToFolder = async (path: string): Promise<boolean> =>
  await readdir(path).then(
    () => true,
    () => false,
  );

const fileText = (file: string, place = file): NamedText => ({
  place,
  read: async () => await readTextFile(file),
});

const isJson = (name: string): boolean => name.toLowerCase().endsWith(".json");
const SKIPPED = new Set(["node_modules", ".git"]);

async function folder(name: string, path: string): Promise<ReadonlyMap<string, NamedText>> {
  const files: string[] = [];
  await collect(path, "", files);
  return new Map(files.sort().map((file) => [file, fileText(join(path, file), join(name, file))]));
}

// Links to folders are not followed: they may lead in a circle.
async function collect(root: string, under: string, files: string[]): Promise<void> {
  const entries = await readdir(join(root, under), { withFileTypes: true }).catch((error: Error) => {
    throw new UsageError(`The folder ${join(root, under)} cannot be read: ${error.message}.`);
  });
  for (const entry of entries) {
    const file = under === "" ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) await collect(root, file, files);
    if (entry.isDirectory()) continue;
    if (entry.isSymbolicLink() && (await isLinkToFolder(join(root, file)))) {
      throw new UsageError(
        `${join(root, file)} is a link to a folder, which is not followed: name that folder itself.`,
      );
    }
    // Whatever else has such a name is read, or refused by its name.
    if (isJson(entry.name)) files.push(file);
  }
}

async function inGit(from: string, name: string): Promise<Source> {
  const found = await resolveName(from, name);
  if (found === undefined) {
    throw new UsageError(
      `${name} is neither a file, a folder nor a name of git here: give one of them, such as main or main:policies/broker.json.`,
    );
  }
  const { id, type, commit } = found;
  const content =
    type === "blob"
      ? blobText(from, id, name)
      : new Map(
          [...(await filesOfTree(from, id))]
            .filter(([file]) => isJson(file))
            .map(([file, blob]) => [
              file,
              blobText(from, blob, `${name}${name.includes(":") ? "/" : ":"}${file}`),
            ]),
        );
  return { name, content, ...(commit !== undefined && { commit }) };
}

const blobText = (from: string, id: string, place: string): NamedText => ({
  place,
  id,
  read: async () => {
    const bytes = await git(from, ["cat-file", "blob", id]);
    try {
      if (bytes === undefined) throw new Error("git cannot read it, or it is too long");
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch (error) {
      const isText = error instanceof TypeError;
      const why = isText ? "it is not UTF-8 text" : (error as Error).message;
      throw new UsageError(`${place} cannot be read: ${why}.`);
    }
  },
});
