// The theorems about every deployment: `npm run prove` proves each for all requests, or shows one that breaks it. Edit
// this table: one row for each theorem, every value a literal.
// `never`: no request of these may be allowed to these callers. `only`: nobody but these may make them. `within`: all
// that these may do lies within that.
// What AWS allows whatever policies say breaks `never` where a row names it, but for what root may always do with the
// policy of a bucket of its account.

import type { Need } from "./deployment/needs.ts";
import { RAISING } from "./theorems/raising-actions.ts";

/** A set of requests. */
export interface Requests {
  /** Actions, with `*` and `?`. */
  readonly do: string | readonly string[];
  /** Names of the table in theorems/places.ts, or ARNs with `*` and `?`; without it, any resource. */
  readonly on?: string | readonly string[];
  /** Condition keys with their values, or a Condition element. The value `the session tags` is a list of the deployment. */
  readonly when?: When;
}

export type When = Readonly<Record<string, string | readonly string[] | Readonly<Record<string, Values>>>>;
export type Values = string | readonly string[];

/** A principal of principals.ts, or one of theorems/callers.ts. */
export type Who = string;

export interface Never extends Requests {
  readonly who: Who | readonly Who[];
  /** Of anyone: what the bucket's policy grants, if nothing else of the account allows anything. */
  readonly by?: "the bucket's policy alone";
  /** Of anyone: a grant that a promise lists for a session is no fault. */
  readonly but?: "what promises allow";
}

export interface Only extends Requests {
  readonly who: readonly Who[];
}

export interface Within {
  readonly who: Who | readonly Who[];
  /** Only what they may do with these actions. */
  readonly of?: string | readonly string[];
  readonly in: "the broker" | "its promises" | "its boundary" | readonly Requests[];
}

/** Documents that people give instead of a deployment. */
export type Document = "identity" | "boundary" | "session" | "resource";

export interface Theorem {
  /** The sentence that is proved; without it, the row is put into words. */
  readonly says?: string;
  /** A deployment that lacks this does not claim the theorem. */
  readonly needs?: Need;
  /** It is asked of documents alone, too, if these are given. */
  readonly documents?: readonly Document[];
  readonly never?: Never;
  readonly only?: Only;
  readonly within?: Within;
}

const THE_BUCKET = ["the bucket", "the bucket/*"];

export const theorems: readonly Theorem[] = [
  {
    says: "No session exceeds the broker.",
    documents: ["identity", "session"],
    within: { who: "every session", in: "the broker" },
  },
  {
    says: "Every principal may do nothing but what its promises allow.",
    within: { who: "every principal", in: "its promises" },
  },
  {
    says: "Nobody reaches the bucket over plain HTTP.",
    documents: ["resource"],
    never: { who: "anyone", do: "s3:*", on: THE_BUCKET, when: { "aws:SecureTransport": "false" } },
  },
  {
    says: "The bucket's policy alone grants to nobody but the sessions that promises name.",
    documents: ["resource"],
    never: {
      ...{ who: "anyone", do: "s3:*", on: THE_BUCKET },
      ...{ by: "the bucket's policy alone", but: "what promises allow" },
    },
  },
  {
    says: "Nobody outside the account reaches the bucket.",
    documents: ["resource"],
    never: { who: "anyone outside the account", do: "s3:*", on: THE_BUCKET },
  },
  {
    says: "The broker passes no session tag but those of the stack.",
    never: {
      ...{ who: "broker", do: "sts:TagSession" },
      when: { "ForAnyValue:StringNotEquals": { "aws:TagKeys": "the session tags" } },
    },
  },
  {
    says: "The broker federates no name but those of the stack.",
    needs: "federated names",
    within: {
      ...{ who: "broker", of: ["sts:GetFederationToken*", "sts:TagSession"] },
      in: [{ do: ["sts:GetFederationToken*", "sts:TagSession"], on: "the federated names" }],
    },
  },
  {
    says: "Nobody but the broker federates users.",
    only: { who: ["broker"], do: ["sts:GetFederationToken*", "sts:TagSession"] },
  },
  {
    says: "The broker cannot raise its own rights.",
    documents: ["identity"],
    never: { who: "broker", do: RAISING },
  },
  {
    says: "The boundary takes nothing from the broker.",
    needs: "a boundary",
    documents: ["identity", "boundary"],
    within: { who: "the broker without its boundary", in: "its boundary" },
  },
  {
    says: "Whatever is attached to the broker, it cannot raise its own rights.",
    needs: "a boundary",
    documents: ["boundary"],
    never: { who: "the broker with any policies", do: RAISING },
  },
  {
    says: "Whatever is attached to the broker, it may only list buckets and federate.",
    needs: "a boundary",
    within: {
      who: "the broker with any policies",
      in: [
        { do: ["s3:ListBucket", "sts:GetFederationToken*"] },
        {
          do: "sts:TagSession",
          when: { "ForAllValues:StringEquals": { "aws:TagKeys": "the session tags" } },
        },
      ],
    },
  },
];
