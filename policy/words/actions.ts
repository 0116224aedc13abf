// The actions of a statement, or of a part of it, in words.

import type { Element } from "../policy-document.ts";
import { type Length, listed, said } from "./say.ts";

/** `s3:GetObject and 2 more`, `every action of s3`, `every action but s3:GetObject`. */
export function actionsInWords({ negated, values }: Element, length: Length = {}): string {
  const whole = values.some((text) => /^\*+$/.test(text));
  if (!negated) return whole ? "every action" : listed(distinct(values).map(actionInWords), "and", length);
  return whole
    ? "no action"
    : `every action but ${listed(distinct(values).map(actionInWords), "and", length)}`;
}

// Names of actions are compared without case.
const distinct = (values: readonly string[]): readonly string[] =>
  [...new Map(values.toReversed().map((text) => [text.toLowerCase(), text])).values()].toReversed();

function actionInWords(text: string): string {
  const [service = "", name] = text.split(":");
  return name !== undefined && /^\*+$/.test(name) ? `every action of ${said(service)}` : said(text);
}
