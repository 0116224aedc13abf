// What the store keeps of an object: its headers, attributes, parts and grants.
import type { Tags } from "../../policy/authorization-request.ts";

/** What S3 calls a grantee's permissions: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */
export interface Grant {
  readonly Grantee: {
    readonly Type: "CanonicalUser" | "Group";
    readonly ID?: string;
    readonly URI?: string;
  };
  readonly Permission: string;
}

export interface Checksum {
  /** As in the SDK's members: `CRC32`, `SHA256`. */
  readonly algorithm: string;
  /** Base64, with `-N` behind it for a composite of N parts. */
  readonly value: string;
  readonly type: "COMPOSITE" | "FULL_OBJECT";
}

interface PartOfObject {
  readonly number: number;
  readonly size: number;
  readonly checksum?: Checksum;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-retention-modes */
export interface Retention {
  readonly mode: "GOVERNANCE" | "COMPLIANCE";
  /** Epoch milliseconds. */
  readonly until: number;
}

/** What keeps a version from being deleted. */
export interface ObjectLock {
  readonly retention?: Retention;
  readonly legalHold?: "ON" | "OFF";
}

/** The KMS key by which an object is encrypted. */
export interface KeyEncryption {
  readonly algorithm: "aws:kms" | "aws:kms:dsse";
  /** The key's ARN. */
  readonly key: string;
  /** Whether S3 asks KMS for the bucket, not for the object. */
  readonly bucketKey?: boolean;
}

/** What is kept of an object besides the headers that reads return. */
export interface ObjectAttributes extends ObjectLock {
  readonly tags?: Tags;
  readonly grants?: readonly Grant[];
  readonly checksum?: Checksum;
  /** The parts it was uploaded in. */
  readonly parts?: readonly PartOfObject[];
  /** STANDARD if it is missing. */
  readonly storageClass?: string;
  /** Encrypted by S3's own keys if it is missing. */
  readonly encryption?: KeyEncryption;
}

/** An object as listings show it. */
export interface ListedObject {
  readonly key: string;
  readonly size: number;
  /** In double quotes, as on the wire. */
  readonly etag: string;
  /** Epoch milliseconds. */
  readonly modified: number;
  readonly attributes: ObjectAttributes;
}

export interface ListedVersion extends ListedObject {
  /** Newer versions of a key have the greater number. */
  readonly sequence: number;
  readonly version: string;
  readonly latest: boolean;
  /** A delete marker has no content. */
  readonly marker: boolean;
}

export interface StoredObject extends Omit<ListedVersion, "sequence" | "latest"> {
  /** Response headers given with the write: content type, metadata and so on, by the SDK's member names. */
  readonly headers: Readonly<Record<string, unknown>>;
  /** Where its bytes are; see contents.ts. */
  readonly content: number;
}
