// Reads a seed file: YAML, of which JSON is a part.
import { parse, YAMLParseError } from "yaml";
import { ConfigurationError } from "../configuration-error.ts";
import { type Seed, seedShape } from "./seed.ts";

/** @throws ConfigurationError that says where the text is no YAML, or which member is wrong. */
export function readSeed(content: string): Seed {
  return seedShape(parsed(content) ?? {}, "");
}

function parsed(content: string): unknown {
  try {
    return parse(content);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const place = error instanceof YAMLParseError ? error.linePos?.[0] : undefined;
    const where = place === undefined ? "" : ` (line ${place.line}, column ${place.col})`;
    const [what = ""] = error.message.split(/ at line \d|\n/);
    throw new ConfigurationError(`The seed is neither YAML nor JSON: ${what}${where}.`);
  }
}
