// A request, prepared once for all policies: the caller parsed, condition keys found without regard to case.
import { arnAccount, bucketArn, parseArn } from "../arn.ts";
import type { AuthorizationRequest, RequestContext } from "../authorization-request.ts";
import type { ReadingName } from "../decision/readings.ts";
import type { KeyValues, ValueType } from "../patterns/template.ts";
import { remember } from "../remember.ts";
import { type Caller, callerOf } from "./caller.ts";
import { contradicts, derivedKey, isSettled, isUntold } from "./derived-keys.ts";
import { EvaluationError } from "./evaluation-error.ts";
import { lowerCase } from "./lower-case.ts";

type Value = string | readonly string[];

/** A parsed request. It is a class because one is made for every decision, and methods cost nothing to make. */
export class Asked implements KeyValues, Caller {
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
    this.resourceAccount = resourceAccount ?? arnAccount(resource) ?? this.account;
    this.#others = others;
    this.#context = request.context === undefined ? NO_CONTEXT : indexContext(this, request.context);
  }

  /**
   * The value or values of a condition key, by its name in lower case: the context's, else what AWS derives.
   * Throws EvaluationError for a key that AWS sets and this request lacks.
   */
  values(key: string): Value | undefined {
    return this.#context.get(key) ?? derivedKey(this, key);
  }

  /** Whether a request of this caller has the key at all. */
  has(key: string): boolean {
    if (isUntold(this, key)) return true;
    const value = this.values(key);
    return typeof value === "string" || (value !== undefined && value.length > 0);
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
    return !isUntold(this, key) && this.single(key, type) === undefined;
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

const contextKey = remember((name) => ({ key: name.toLowerCase(), settled: isSettled(name.toLowerCase()) }));

const NO_OTHERS: ReadonlySet<ReadingName> = new Set();

const NO_CONTEXT: ReadonlyMap<string, Value> = new Map();

function indexContext(asked: Asked, context: RequestContext): ReadonlyMap<string, Value> {
  const index = new Map<string, Value>();
  for (const name in context) {
    const value = context[name];
    if (value === undefined) continue;
    const { key, settled } = contextKey(name);
    if (index.has(key)) {
      throw new EvaluationError(`The condition key "${name}" is in the context twice, in two spellings.`);
    }
    if (typeof value !== "string" && !Array.isArray(value)) {
      throw new EvaluationError(
        `The condition key "${name}" has a value that is no text and no list of texts.`,
      );
    }
    if (settled && contradicts(asked, key, value)) {
      throw new EvaluationError(
        `The condition key "${name}" is ${JSON.stringify(value)} in the context, and the principal says otherwise.`,
      );
    }
    index.set(key, value);
  }
  return index;
}
