// A request, prepared once for all policies: the caller parsed, condition keys found without regard to case.
import { arnAccount, bucketArn, parseArn } from "../arn.ts";
import type { AuthorizationRequest } from "../authorization-request.ts";
import type { ReadingName } from "../decision/readings.ts";
import type { KeyValues, ValueType } from "../patterns/template.ts";
import { remember } from "../remember.ts";
import { type Caller, callerOf } from "./caller.ts";
import { fillIndex, requireAgreement } from "./context-index.ts";
import { derivedKey, isUntold } from "./derived-keys.ts";
import { EvaluationError } from "./evaluation-error.ts";
import { lowerCase } from "./lower-case.ts";
import { toldOwner } from "./paired-keys.ts";
import type { Asker, Value } from "./presence-test.ts";

/** A parsed request. It is a class because one is made for every decision, and methods cost nothing to make. */
export class Asked implements KeyValues, Caller, Asker {
  readonly request: AuthorizationRequest;
  /** In lower case; the service is the text before the colon. */
  readonly action: string;
  readonly service: string;
  readonly resource: string;
  readonly arn: string | undefined;
  readonly account: string | undefined;
  readonly behind: string | undefined;
  readonly root: boolean;
  readonly madeByRoot: boolean;
  readonly serviceLinked: boolean;
  readonly resourceAccount: string | undefined;
  /** Whether a permissions boundary limits the caller. */
  readonly bounded: boolean;
  readonly #context: ReadonlyMap<string, Value>;
  readonly #others: ReadonlySet<ReadingName>;
  #open: Set<ReadingName> | undefined;

  /** Throws EvaluationError if principal, action or context are malformed, or contradict each other. */
  constructor(request: AuthorizationRequest, bounded = false, others: ReadonlySet<ReadingName> = NO_OTHERS) {
    const { principal, action, resource, resourceAccount } = request;
    this.request = request;
    this.action = lowerCase(action);
    this.service = serviceOf(this.action);
    if (this.service === "") throw new EvaluationError(`The action "${action}" has no service before it.`);
    this.resource = this.action === LIST_ALL && resource === "*" ? everyBucket(request) : resource;
    const caller = callerOf(principal);
    this.arn = caller.arn;
    this.account = caller.account;
    this.behind = caller.behind;
    this.root = caller.root;
    this.madeByRoot = caller.madeByRoot;
    this.serviceLinked = caller.serviceLinked;
    this.bounded = bounded && caller.account !== undefined && !caller.root && !caller.madeByRoot;
    this.#others = others;
    this.#context = NO_CONTEXT;
    if (request.context === undefined) {
      this.resourceAccount = resourceAccount ?? arnAccount(resource) ?? this.account;
      return;
    }
    const index = new Map<string, Value>();
    const paired = fillIndex(index, this, request.context);
    this.#context = index;
    this.resourceAccount = resourceAccount ?? arnAccount(resource) ?? toldOwner(this) ?? this.account;
    requireAgreement(this, paired);
  }

  /** The value or values that the context gives to a condition key, by its name in lower case. */
  told(key: string): Value | undefined {
    return this.#context.get(key);
  }

  /**
   * The value or values of a condition key, by its name in lower case: the context's, else what AWS derives.
   * Throws EvaluationError for a key that AWS sets, where the request does not tell the value.
   */
  values(key: string): Value | undefined {
    return this.#context.get(key) ?? derivedKey(this, key);
  }

  /** Whether the request has the key at all. */
  has(key: string): boolean {
    return this.#context.has(key) || isUntold(this, key) || derivedKey(this, key) !== undefined;
  }

  /** The open rules on which something turned so far; undefined for none. */
  get open(): ReadonlySet<ReadingName> | undefined {
    return this.#open;
  }

  /** Whether an open rule is read in the other way. To be asked only where the two ways differ. */
  takesOther(rule: ReadingName): boolean {
    this.#open ??= new Set();
    this.#open.add(rule);
    return this.#others.has(rule);
  }

  /**
   * The value of a variable of this key. A multivalued key is no variable; one of unknown type is multivalued where the
   * request brings a list.
   */
  single(key: string, type: ValueType | undefined): string | undefined {
    if (type === "multivalued") return undefined;
    const value = this.values(key);
    if (typeof value === "string") return value;
    return type === "single-valued" && value?.length === 1 ? value[0] : undefined;
  }

  /** Whether a variable of this key has no value. */
  lacks(key: string, type: ValueType | undefined): boolean {
    const isTold = this.#context.has(key) || !isUntold(this, key);
    return isTold && this.single(key, type) === undefined;
  }
}

// AWS decides this action on all buckets, and its examples allow it on either resource.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/walkthrough1.html
const LIST_ALL = "s3:listallmybuckets";

function everyBucket({ principal }: AuthorizationRequest): string {
  const partition = "arn" in principal ? parseArn(principal.arn)?.partition : undefined;
  return bucketArn("*", partition);
}

const serviceOf = remember((action) => action.slice(0, Math.max(action.indexOf(":"), 0)));

const NO_OTHERS: ReadonlySet<ReadingName> = new Set();

const NO_CONTEXT: ReadonlyMap<string, Value> = new Map();
