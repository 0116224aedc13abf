// A theorem as a sentence: its own, or its row in words.

import { type Region, regionInWords } from "../../policy/words/region.ts";
import type { Target } from "../deployment/target.ts";
import { regionOf } from "../prediction/region.ts";
import type { Requests, Theorem } from "../theorems.ts";
import { listOf } from "./places.ts";
import { requestsOf } from "./row-requests.ts";

/** One plain sentence. */
export function sayTheorem({ says, never, only, within }: Theorem, target: Target): string {
  if (says !== undefined) return says;
  if (never !== undefined) {
    const by = never.by === undefined ? "" : ` by ${never.by}`;
    return `Never may ${orList(listOf(never.who))}${by}: ${requests(never, target)}.`;
  }
  if (only !== undefined)
    return `Only ${only.who.length === 0 ? "nobody" : orList(only.who)} may: ${requests(only, target)}.`;
  if (within === undefined) return "";
  const { who, of, in: limit } = within;
  const about = of === undefined ? "" : ` with ${orList(listOf(of))}`;
  const inside = typeof limit === "string" ? limit : limit.map((row) => requests(row, target)).join("; or ");
  return `All that ${orList(listOf(who))} may do${about} lies within ${typeof limit === "string" ? "" : "this: "}${inside}.`;
}

const orList = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} or ${texts.at(-1)}`;

const requests = (row: Requests, target: Target): string =>
  regionOf(requestsOf(row, "Allow", target))
    .statements.filter(({ effect }) => effect === "Allow")
    .map((statement: Region) => regionInWords(statement, { atMost: 4 }))
    .join("; or ") || "nothing";
