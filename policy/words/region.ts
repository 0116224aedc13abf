// A region of requests in words: actions × resources × conditions, as every command and report says them.

import type { StatementElements } from "../policy-document.ts";
import { actionsInWords } from "./actions.ts";
import { conditionsInWords } from "./conditions.ts";
import { principalsInWords } from "./principals.ts";
import { resourcesInWords } from "./resources.ts";
import type { Length } from "./say.ts";

/** What a statement is about, without its effect. A promise or a question is such a region, too. */
export type Region = Pick<StatementElements, "action" | "resource" | "conditions" | "principal">;

/** The parts of a region in words, for the columns of a table. */
export interface RegionWords {
  readonly actions: string;
  readonly resources: string;
  /** Empty where every request meets them. */
  readonly conditions: string;
  /** Empty where the region is not about whom. */
  readonly principals: string;
}

/** With `atMost`, each list of more than so many texts is cut and the rest counted; without it nothing is left out. */
export const wordsOf = (
  { action, resource, conditions, principal }: Region,
  length: Length = {},
): RegionWords => ({
  actions: actionsInWords(action, length),
  resources: resourcesInWords(resource, length),
  conditions: conditionsInWords(conditions, length),
  principals: principal === undefined ? "" : principalsInWords(principal, length),
});

/** `s3:GetObject and 2 more on any object of bucket reports by anyone when aws:Referer is present`. */
export function regionInWords(region: Region, length: Length = { atMost: 2 }): string {
  const { actions, resources, conditions, principals } = wordsOf(region, length);
  return [
    `${actions} on ${resources}`,
    ...(principals === "" ? [] : [`by ${principals}`]),
    ...(conditions === "" ? [] : [`when ${conditions}`]),
  ].join(" ");
}

/** How a sentence calls a statement; `statement` is its place from 0: `statement 2 (Sid TooMuch)`. */
export const statementInWords = ({ statement, sid }: { statement: number; sid?: string }): string =>
  `statement ${statement + 1}${sid ? ` (Sid ${sid})` : ""}`;
