// Reads a file of cases, and insists that every case is a sentence with a source at AWS.
import { readFileSync } from "node:fs";

interface Named {
  readonly name: string;
  readonly source: string;
}

export function readCases<Case extends Named>(file: string): Case[] {
  const url = new URL(`cases/${file}.json`, import.meta.url);
  const cases = JSON.parse(readFileSync(url, "utf8")) as Case[];
  const names = new Set<string>();
  for (const { name, source } of cases) {
    const fine = name.includes(" ") && !names.has(name) && source.startsWith("https://docs.aws.amazon.com/");
    if (!fine)
      throw new Error(`${file}: "${name}" needs a sentence of its own as a name, and a page of AWS's.`);
    names.add(name);
  }
  return cases;
}
