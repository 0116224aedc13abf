// A step of a rehearsal did not show what it had to: a broken promise, or nothing learnt.

export class StepFailure extends Error {
  override readonly name = "StepFailure";
  readonly status: 1 | 2;

  /** @param message a sentence about what was seen instead */
  constructor(message: string, status: 1 | 2 = 1) {
    super(message);
    this.status = status;
  }
}
