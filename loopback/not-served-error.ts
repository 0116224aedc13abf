// The error for an operation that the loopback does not serve: it says why, where a reason is known.
import { AwsError } from "./aws-error.ts";

export class NotServedError extends AwsError {
  readonly reason?: string;

  /** @param operation with its service, `iam:CreateSAMLProvider` */
  constructor(operation: string, reason?: string) {
    super(
      "NotImplemented",
      `The loopback does not serve ${operation}${reason === undefined ? "" : `: ${reason}`}.`,
    );
    if (reason !== undefined) this.reason = reason;
  }
}
