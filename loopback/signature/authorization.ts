// What a request says of its own signature.
import type { ServiceName } from "../aws-error.ts";

/** What a signing key is good for, beside the secret it comes from. */
export interface Scope {
  /** YYYYMMDD. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** A signature as claimed: nothing of it is believed yet. */
export interface Authorization extends Scope {
  readonly accessKeyId: string;
  readonly service: ServiceName;
  /** In lower case, as listed. */
  readonly signedHeaders: readonly string[];
  /** 64 hexadecimal digits. */
  readonly signature: string;
  /** X-Amz-Date, or else the Date header, as sent; empty when there is none. */
  readonly time: string;
  /** X-Amz-Security-Token. */
  readonly token?: string;
  /** Where the signature stands. */
  readonly place: "header" | "query";
  /** How many seconds a presigned URL of S3 is good for. */
  readonly expires?: number;
}
