// What is asked, prepared once for all policies: the caller taken apart, condition keys found without regard to case.
import { arnAccount, isRootArn } from "./arn.ts";
import { derivedKey } from "./derived-keys.ts";
import type { KeyValues } from "./template.ts";
import type { AuthorizationRequest, Principal, RequestContext } from "./types.ts";

/** A request that cannot be judged, or a statement that cannot; the decision is a denial that says so. */
export class EvaluationError extends Error {}

type Value = string | readonly string[];

/** A request, taken apart. A class because one is made for every decision, and methods cost nothing to make. */
export class Asked implements KeyValues {
  readonly request: AuthorizationRequest;
  /** In lower case; the service is what stands before the colon. */
  readonly action: string;
  readonly service: string;
  readonly resource: string;
  /** The caller's own ARN; undefined for services and the anonymous. */
  readonly arn: string | undefined;
  /** The user or role behind a session. */
  readonly behind: string | undefined;
  readonly account: string | undefined;
  /** The account itself asks: root, or a GetSessionToken session of root. */
  readonly root: boolean;
  /** A federated session that root made. */
  readonly madeByRoot: boolean;
  readonly resourceAccount: string | undefined;
  #context: Map<string, Value> | undefined;

  /** Throws EvaluationError where principal or action are no such thing. */
  constructor(request: AuthorizationRequest) {
    const { principal, action, resource, resourceAccount } = request;
    this.request = request;
    this.action = lowerCase(action);
    this.service = this.action.slice(0, Math.max(this.action.indexOf(":"), 0));
    if (this.service === "") throw new EvaluationError(`The action "${action}" has no service before it.`);
    this.resource = resource;
    this.arn = "arn" in principal ? principal.arn : undefined;
    this.account = this.arn === undefined ? undefined : accountOf(this.arn);
    this.behind = behindOf(principal);
    this.root = principal.type !== "FederatedUser" && this.arn !== undefined && isRootArn(this.arn);
    this.madeByRoot = principal.type === "FederatedUser" && isRootArn(principal.user);
    this.resourceAccount = resourceAccount ?? arnAccount(resource) ?? this.account;
  }

  /** The value or values of a condition key, by its name in lower case; the context goes before what AWS derives. */
  values(key: string): Value | undefined {
    this.#context ??= indexContext(this.request.context);
    return this.#context.get(key) ?? derivedKey(this, key);
  }

  /** The value of a key that has exactly one. */
  single(key: string): string | undefined {
    const value = this.values(key);
    if (typeof value === "string") return value;
    return value?.length === 1 ? value[0] : undefined;
  }
}

function accountOf(arn: string): string {
  const account = arnAccount(arn);
  if (account === undefined) throw new EvaluationError(`The principal "${arn}" is no ARN with an account.`);
  return account;
}

function behindOf(principal: Principal): string | undefined {
  if (principal.type === "FederatedUser") return principal.user;
  return principal.type === "AssumedRole" ? principal.role : undefined;
}

// Names in lower case, remembered: the same few hundred come with every request.
const LOWER = new Map<string, string>();
const REMEMBERED = 4096;

/** The name of an action or a key in lower case. */
export function lowerCase(name: string): string {
  const known = LOWER.get(name);
  if (known !== undefined) return known;
  const lower = name.toLowerCase();
  if (LOWER.size >= REMEMBERED) LOWER.clear();
  LOWER.set(name, lower);
  return lower;
}

function indexContext(context: RequestContext = {}): Map<string, Value> {
  const index = new Map<string, Value>();
  for (const name in context) {
    const value = context[name];
    if (value === undefined) continue;
    const key = lowerCase(name);
    if (index.has(key)) {
      throw new EvaluationError(`The condition key "${name}" is in the context twice, in two spellings.`);
    }
    if (typeof value !== "string" && !Array.isArray(value)) {
      throw new EvaluationError(
        `The condition key "${name}" has a value that is no text and no list of texts.`,
      );
    }
    index.set(key, value);
  }
  return index;
}
