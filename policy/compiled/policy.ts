// A compiled policy, and all policies that decide one request.
import type { PolicyKind, Version } from "../policy-document.ts";
import type { KeyTypes } from "../request/key-types.ts";
import type { ActionIndex } from "./action-index.ts";
import type { Statement } from "./statement.ts";

/** A compiled document. Only parsePolicy makes one; it never changes. */
export interface Policy {
  readonly kind: PolicyKind;
  readonly version: Version;
  readonly statements: readonly Statement[];
  readonly select: ActionIndex;
  /** The key types with which it was compiled. */
  readonly keyTypes: KeyTypes;
}

/** The policies that decide a request. An absent list and an empty one differ: an empty `session` allows nothing. */
export interface PolicySet {
  readonly identity?: readonly Policy[];
  readonly permissionsBoundary?: Policy;
  readonly session?: readonly Policy[];
  readonly resource?: Policy;
  /** One list for each level from the organization's root to the account; every level must allow. */
  readonly serviceControl?: readonly (readonly Policy[])[];
  readonly resourceControl?: readonly (readonly Policy[])[];
}
