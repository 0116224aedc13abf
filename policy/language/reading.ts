// What the stages of reading share: the text, the kind, and how a fault is reported.

import type { PolicyKind } from "../policy-document.ts";
import { PolicyError } from "../policy-error.ts";
import type { KeyTypes } from "../request/key-types.ts";
import { positionOf } from "./json.ts";
import { awsText, type Quote, type Rule } from "./messages.ts";

/** What is known of a document besides its text and kind. */
export interface ReadingOptions {
  /** Replaces the size limit of the kind. */
  readonly quota?: number;
  /** The partition of the account that takes the document; without it, ARNs may be of any. */
  readonly partition?: string | undefined;
  /** IAM is to make it a managed policy. */
  readonly managed?: boolean;
  /** The table of condition keys, for a caller who knows more of them than the engine. */
  readonly keyTypes?: KeyTypes;
}

export interface Reading extends Omit<ReadingOptions, "quota" | "keyTypes"> {
  readonly text: string;
  readonly kind: PolicyKind;
}

/** Where a fault is. */
export interface Place {
  readonly offset: number;
  readonly path: string;
}

/** Throws the PolicyError of a broken rule. `detail` is the sentence for a person. */
export function refuse(reading: Reading, rule: Rule, place: Place, detail: string, quote: Quote = {}): never {
  throw new PolicyError({
    message: awsText(reading.kind, rule, quote),
    detail,
    rule,
    path: place.path,
    ...positionOf(reading.text, place.offset),
  });
}
