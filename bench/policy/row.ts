// One line of the measurements of the policy language.

export interface Row {
  readonly name: string;
  readonly perSecond: number;
  /** For work that takes long enough to have its own time. */
  readonly microseconds?: number;
  /** Who has this rate, if it is not ours. */
  readonly by?: string;
}
