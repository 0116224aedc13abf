// The bytes of an object that a program makes.
import { readFile } from "node:fs/promises";
import { RefusedError } from "../../errors/refused-error.ts";
import type { Asset } from "../../properties/shape.ts";

/** The source of the bytes: one of the three, or none for an empty object. */
interface Body {
  content?: string | undefined;
  contentBase64?: string | undefined;
  source?: Asset | undefined;
}

/**
 * Gives the bytes, or a text to encode in UTF-8.
 *
 * @throws RefusedError for more than one source; node:fs's error for a file that cannot be read
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

const readAsset = async (asset: Asset): Promise<string | Uint8Array> =>
  typeof asset.text === "string" ? asset.text : await readFile(String(asset.path));
