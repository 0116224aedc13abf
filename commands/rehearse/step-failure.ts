// The error of a step of a rehearsal: a promise is broken, or the step proved nothing.

export class StepFailure extends Error {
  override readonly name = "StepFailure";
  readonly status: 1 | 2;

  /** @param message a sentence about what happened instead */
  constructor(message: string, status: 1 | 2 = 1) {
    super(message);
    this.status = status;
  }
}
