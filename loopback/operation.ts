// What an operation is: its constraints, the actions it needs on which resources, and what it does.
import type { Principal, RequestContext } from "../policy/authorization-request.ts";
import type { Account } from "./account.ts";
import type { AwsError } from "./aws-error.ts";
import type { Caller } from "./signature/caller.ts";
import type { Constraints } from "./wire/constraint.ts";
import type { WireRequest } from "./wire/wire-request.ts";

/** One action on one resource that the caller must be allowed. */
export interface Requirement {
  readonly action: string;
  /** An ARN, or `*` where the action takes no resource. */
  readonly resource: string;
  /** What a denial shows in place of the resource: IAM says `user ann` for most actions on a user. */
  readonly shown?: string;
  /** HTTP headers that a denial carries too, in lower case: of a bucket's region S3 makes no secret. */
  readonly told?: Readonly<Record<string, string>>;
  /** Who asks, where it is not who signed: AssumeRoleWithWebIdentity is not signed at all. */
  readonly principal?: Principal;
  /** Condition keys of this action beside those that every request has. */
  readonly context?: RequestContext;
}

/** A call under way: everything an operation may look at. */
export interface Call {
  readonly account: Account;
  readonly caller: Caller;
  readonly request: WireRequest;
  /** Of an operation with `eachAlone`: the denials, by the place of what was required. */
  readonly denied?: ReadonlyMap<number, AwsError>;
}

/** Operations are written in the shapes of the SDK's own types; inputs are already validated when they arrive. */
export interface Operation<Input extends object = object, Output = unknown> {
  /** The members of the input that are honoured; any other that a request carries is refused by name. */
  readonly takes: readonly (keyof Input & string)[];
  readonly constraints?: Constraints;
  /** Every action that the call needs; all must be allowed. May throw what AWS answers before it authorizes. */
  requires(input: Input, call: Call): readonly Requirement[];
  /** Whether each requirement is of a part of the call that is answered for itself: a denial ends that part alone. */
  readonly eachAlone?: true;
  handle(input: Input, call: Call): Output;
}

/** Any operation, for the tables: what its input is, only its own file knows. */
export type AnyOperation = Operation<never>;
