// Refuses a wrong table of theorems before anything is proved.

import { ConfigurationError } from "../deployment/configuration-error.ts";
import { isNeed, NEED_NAMES } from "../deployment/needs.ts";
import { principals } from "../principals.ts";
import type { Document, Never, Only, Requests, Theorem, Within } from "../theorems.ts";
import { unknown } from "../validation/validate-promises.ts";
import { ANYONE, CALLERS, OUTSIDERS } from "./callers.ts";
import { listOf } from "./places.ts";
import { faultOfRequests, isTexts, strayOf } from "./requests-fault.ts";

/** @throws ConfigurationError for the first row that is wrong, or for an empty table. */
export function validateTheorems(theorems: readonly Theorem[]): void {
  if (theorems.length === 0)
    throw new ConfigurationError("The table of theorems is empty: with nothing to prove, nothing is proved.");
  for (const [index, theorem] of theorems.entries()) {
    const fault = faultOf(theorem);
    if (fault !== undefined)
      throw new ConfigurationError(`Theorem ${index + 1}${titleOf(theorem)} is wrong: ${fault}.`);
  }
}

const titleOf = ({ says }: Theorem): string => (typeof says === "string" ? ` (${says})` : "");

const DOCUMENTS: readonly Document[] = ["identity", "boundary", "session", "resource"];
const KINDS = ["never", "only", "within"] as const;

/** What is wrong with one row, in words that end a sentence; undefined when nothing is wrong. */
export function faultOf(theorem: Theorem): string | undefined {
  const { says, needs, documents, never, only, within } = theorem;
  const stray = strayOf(theorem, ["says", "needs", "documents", ...KINDS]);
  if (stray !== undefined) return stray;
  if (says !== undefined && (typeof says !== "string" || says.trim() === ""))
    return 'its "says" is no sentence';
  if (needs !== undefined && !isNeed(needs)) return unknown("need", needs, NEED_NAMES);
  const stranger = documents?.find((document) => !DOCUMENTS.includes(document));
  if (stranger !== undefined) return unknown("document", stranger, DOCUMENTS);
  const kinds = KINDS.filter((kind) => theorem[kind] !== undefined);
  if (kinds.length !== 1)
    return `it has ${kinds.length === 0 ? "none" : "several"} of never, only and within: give one`;
  if (never !== undefined) return faultOfNever(never);
  return only === undefined ? faultOfWithin(within) : faultOfOnly(only);
}

function faultOfNever(row: Never): string | undefined {
  const stray = strayOf(row, ["who", "do", "on", "when", "by", "but"]);
  const fault = stray ?? faultOfWho(row.who, CALLERS) ?? faultOfRequests(row);
  if (fault !== undefined) return fault;
  const ofAnyone = listOf(row.who).some((who) => who === ANYONE || who === OUTSIDERS);
  const { by, but } = row;
  if (by !== undefined && by !== BY) return unknown("by", by, [BY]);
  if (but !== undefined && but !== BUT) return unknown("but", but, [BUT]);
  if (!ofAnyone && (by ?? but) !== undefined)
    return `its "${by === undefined ? "but" : "by"}" is for "${ANYONE}" and "${OUTSIDERS}" only`;
  const other = ofAnyone ? listOf(row.do).find((action) => !/^s3:/i.test(action)) : undefined;
  return other && `${ANYONE} is asked about buckets, and "${other}" is no action of s3 alone`;
}

const BY: NonNullable<Never["by"]> = "the bucket's policy alone";
const BUT: NonNullable<Never["but"]> = "what promises allow";

function faultOfOnly(row: Only): string | undefined {
  if (!Array.isArray(row.who))
    return 'its "who" is not a list: list those who may do it, or give an empty list for nobody';
  return (
    strayOf(row, ["who", "do", "on", "when"]) ??
    (row.who.length === 0 ? undefined : faultOfWho(row.who, Object.keys(principals))) ??
    faultOfRequests(row)
  );
}

const LIMITS = ["the broker", "its promises", "its boundary"];

function faultOfWithin(row: Within | undefined): string | undefined {
  if (row === undefined) return undefined;
  const stray = strayOf(row, ["who", "of", "in"]);
  const fault =
    stray ??
    faultOfWho(
      row.who,
      CALLERS.filter((who) => who !== ANYONE && who !== OUTSIDERS),
    );
  if (fault !== undefined) return fault;
  if (row.of !== undefined && !isTexts(row.of)) return 'its "of" is neither an action nor a list of actions';
  const ofFault = row.of === undefined ? undefined : faultOfRequests({ do: row.of });
  if (ofFault !== undefined) return ofFault;
  if (typeof row.in === "string") return LIMITS.includes(row.in) ? undefined : unknown("in", row.in, LIMITS);
  if (!Array.isArray(row.in)) return `its "in" is neither one of ${LIMITS.join(", ")} nor a list of requests`;
  for (const requests of row.in as readonly Requests[]) {
    const wrong = strayOf(requests, ["do", "on", "when"]) ?? faultOfRequests(requests);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function faultOfWho(who: unknown, known: readonly string[]): string | undefined {
  if (!isTexts(who)) return 'its "who" is neither a name nor a list of names';
  const stranger = listOf(who).find((name) => !known.includes(name));
  return stranger === undefined ? undefined : unknown("caller", stranger, known);
}
