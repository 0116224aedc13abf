// What a mutator is: a way to change one statement.

import type { Statement } from "./statement.ts";

/** What a mutator knows of the deployment. */
export interface Around {
  readonly partition: string;
  readonly accountId: string;
  /** The names of the deployment's buckets. */
  readonly buckets: readonly string[];
  /** Other actions of AWS that are easily taken for this one, the likeliest first. */
  neighbours(action: string): readonly string[];
}

export interface Change {
  /** The end of a sentence: `s3:ListBucket becomes s3:*`. */
  readonly says: string;
  readonly statement: Statement;
}

export interface Mutator {
  /** `action: whole service` */
  readonly name: string;
  changes(statement: Statement, around: Around): readonly Change[];
}
