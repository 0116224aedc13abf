// The error for a document that is no valid policy: AWS's text, a sentence for a person, and the place.

interface PolicyFault {
  /** AWS's own text for this kind of document. */
  readonly message: string;
  /** What is wrong and what to do, in one sentence. */
  readonly detail: string;
  /** Which rule was broken; `quota` is the one that AWS reports as LimitExceeded. */
  readonly rule: string;
  /** JSON path: `$.Statement[0].Action`. */
  readonly path: string;
  /** Both from 1; columns count UTF-16 units. */
  readonly line: number;
  readonly column: number;
}

/** A document that AWS would refuse. */
export class PolicyError extends Error implements PolicyFault {
  override readonly name = "PolicyError";
  readonly detail: string;
  readonly rule: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;

  constructor(fault: PolicyFault) {
    super(fault.message);
    this.detail = fault.detail;
    this.rule = fault.rule;
    this.path = fault.path;
    this.line = fault.line;
    this.column = fault.column;
  }
}
