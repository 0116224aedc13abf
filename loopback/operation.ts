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
  /** What a denial shows instead of the resource: IAM says `user ann` for most actions on a user. */
  readonly shown?: string;
  /** The service that asks on behalf of the caller, `s3.us-east-1.amazonaws.com`: the connection is then its own. */
  readonly via?: string;
  /** The principal, where it is not the signer: AssumeRoleWithWebIdentity is not signed at all. */
  readonly principal?: Principal;
  /** Condition keys of this action, in addition to those of every request. */
  readonly context?: RequestContext;
}

/** A call under way: everything an operation may look at. */
export interface Call {
  readonly account: Account;
  readonly caller: Caller;
  readonly request: WireRequest;
  /** The region that the request is for. */
  readonly region: string;
  /** For an operation with `eachAlone`: the denials, by the index of the requirement. */
  readonly denied?: ReadonlyMap<number, AwsError>;
}

/** Operations are written in the shapes of the SDK's own types; inputs are already validated when they arrive. */
export interface Operation<Input extends object = object, Output = unknown> {
  /** The members of the input that are honoured; a request with any other is refused, and the answer names it. */
  readonly takes: readonly (keyof Input & string)[];
  readonly constraints?: Constraints;
  /** Every action that the call needs; all must be allowed. May throw errors that AWS answers before authorization. */
  requires(input: Input, call: Call): readonly Requirement[];
  /** Whether each requirement belongs to one part of the call, with its own answer: a denial ends only that part. */
  readonly eachAlone?: true;
  handle(input: Input, call: Call): Output;
}

/** Any operation, for the tables: only its own file knows the type of its input. */
export type AnyOperation = Operation<never>;
