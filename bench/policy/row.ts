// One line of the measurements of the policy language.

export interface Row {
  readonly name: string;
  readonly perSecond: number;
  /** For what takes long enough to be told by itself. */
  readonly microseconds?: number;
  /** Whose rate it is, where it is not ours. */
  readonly by?: string;
}
