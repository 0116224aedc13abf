// The policies in the test cases that come from AWS's documentation.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Policy } from "../../policy/compiled/policy.ts";
import { isRecord } from "../../policy/is-record.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import { PolicyError } from "../../policy/policy-error.ts";

const folder = join(import.meta.dirname, "..", "..", "test", "policy", "cases");

/** Each document once, as a policy of the kind; those that are no such policy are left out. */
export function exampleDocuments(kind: "identity" | "resource", most = 40): readonly Policy[] {
  const texts = new Set<string>();
  for (const file of readdirSync(folder))
    collect(JSON.parse(readFileSync(join(folder, file), "utf8")), texts);
  const policies = [...texts]
    .toSorted((one, other) => other.length - one.length)
    .flatMap((text) => parsed(text, kind));
  return policies.slice(0, most);
}

function collect(value: unknown, texts: Set<string>): void {
  if (Array.isArray(value)) for (const one of value) collect(one, texts);
  if (!isRecord(value)) return;
  if ("Statement" in value) texts.add(JSON.stringify(value));
  else for (const one of Object.values(value)) collect(one, texts);
}

function parsed(text: string, kind: "identity" | "resource"): readonly Policy[] {
  try {
    return [parsePolicy(text, kind)];
  } catch (error) {
    if (error instanceof PolicyError) return [];
    throw error;
  }
}
