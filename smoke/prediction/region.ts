// Regions: sets of requests, written as the statements of a policy.

import type { Policy } from "../../policy/compiled/policy.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";

export type WrittenStatement = Readonly<Record<string, unknown>>;

/** All requests. */
export const EVERYTHING: WrittenStatement = { Effect: "Allow", Action: "*", Resource: "*" };

/** The region of some statements; without an Allow among them it holds nothing. Regions may be of any length. */
export const regionOf = (statements: readonly WrittenStatement[]): Policy =>
  parsePolicy(
    JSON.stringify({ Version: "2012-10-17", Statement: statements.length === 0 ? NOTHING : statements }),
    "identity",
    { quota: Number.MAX_SAFE_INTEGER },
  );

const NOTHING: WrittenStatement = { Effect: "Deny", Action: "*", Resource: "*" };

/** A text as a pattern that matches nothing else. */
export const literally = (text: string): string => text.replaceAll(/[*?$]/g, (special) => `\${${special}}`);
