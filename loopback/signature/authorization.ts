// What a request says of its own signature.
import type { ServiceName } from "../aws-error.ts";

/** The scope of a signing key: what it is derived from, besides the secret. */
export interface Scope {
  /** YYYYMMDD. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** The key that a signature claims, and the session that the key belongs to. */
export interface Claim {
  readonly accessKeyId: string;
  readonly service: ServiceName;
  /** X-Amz-Security-Token. */
  readonly token?: string;
}

/** A signature as claimed: not verified yet. */
export interface Authorization extends Scope, Claim {
  readonly service: ServiceName;
  /** In lower case, as listed. */
  readonly signedHeaders: readonly string[];
  /** 64 hexadecimal digits. */
  readonly signature: string;
  /** X-Amz-Date, or else the Date header, as sent; empty when there is none. */
  readonly time: string;
  /** Where the signature is. */
  readonly place: "header" | "query";
  /** How many seconds a presigned URL of S3 is valid. */
  readonly expires?: number;
}
