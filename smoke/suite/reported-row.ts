// What each test of the suite passes to its reporters: a row, and its place among all rows of its stack. The merging of
// shards and stacks needs the place.
import { type SmokeRow, titleOf } from "../results/row-result.ts";

export interface ReportedRow {
  /** The stack's name, with its account and region. */
  readonly stack: string;
  /** The row's place among the rows of its stack, from 0, whatever the shard; and how many there are. */
  readonly place: number;
  readonly places: number;
  /** How many rows of the stack the pattern has left out. */
  readonly leftOut: number;
  readonly row: SmokeRow;
}

declare module "vitest" {
  interface TaskMeta {
    reportedRow?: ReportedRow;
  }
}

/** What a test is called, and what `-t` looks for: `User1 s3:GetObject the canary is denied`. */
export const testName = (row: SmokeRow): string => `${titleOf(row)} is ${row.expect}`;
