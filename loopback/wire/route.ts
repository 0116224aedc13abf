// What a request is for.
import type { ServiceName } from "../aws-error.ts";

export interface Route {
  readonly service: ServiceName;
  /** The operation's name, known to the SDK's schemas. */
  readonly operation: string;
  /** S3 only: the two labels of the path, decoded. */
  readonly bucket?: string;
  readonly key?: string;
  /** STS and IAM only: the parameters of the form. */
  readonly form?: ReadonlyMap<string, readonly string[]>;
}
