// The bytes of an object that a program makes.
import { readFile } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { RefusedError } from "../refused-error.ts";
import type { Asset } from "../shape.ts";

/** Where they come from: one of the three, or none for an empty object. */
export interface Body {
  content?: string | undefined;
  contentBase64?: string | undefined;
  source?: Asset | undefined;
}

/**
 * Gives the bytes, or the text that stands for them in UTF-8.
 *
 * @throws RefusedError for more than one source, and for one that cannot be read from here
 */
export async function objectBody({ content, contentBase64, source }: Body): Promise<string | Uint8Array> {
  const given = Object.entries({ content, contentBase64, source }).filter(([, value]) => value !== undefined);
  if (given.length > 1) {
    throw new RefusedError(
      `the properties ${given.map(([name]) => `"${name}"`).join(" and ")} exclude each other`,
    );
  }
  if (contentBase64 !== undefined) return Buffer.from(contentBase64, "base64");
  return source === undefined ? (content ?? "") : await readAsset(source);
}

async function readAsset({ text, path }: Asset): Promise<string | Uint8Array> {
  if (typeof text === "string") return text;
  if (typeof path !== "string" || path === "") {
    throw new RefusedError('the property "source" must be a StringAsset or a FileAsset');
  }
  // The loopback does not know where the program is.
  if (!isAbsolute(path)) {
    throw new RefusedError(`the file "${path}" of the property "source" must be given by its absolute path`);
  }
  return await readFile(path);
}
