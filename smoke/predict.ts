// What the evaluator says must come of a probe, given the documents that were deployed.
import { evaluate } from "../policy/evaluate.ts";
import { parsePolicy } from "../policy/parse-policy.ts";
import type {
  AuthorizationRequest,
  Determining,
  Policy,
  PolicySet,
  PolicyType,
  RequestContext,
} from "../policy/types.ts";
import type { DenyingPolicy } from "./denial.ts";
import type { Document, Documents } from "./documents.ts";
import { asPolicyPrincipal, principals } from "./principals.ts";
import type { Probe } from "./probes/probe.ts";
import type { Promised } from "./promises.ts";
import type { Resource } from "./resources.ts";
import type { Target } from "./target.ts";

export interface Prediction {
  outcome: "allowed" | "denied";
  /** The policy type that decides. */
  by: PolicyType;
  /** The statements that decide. */
  statements: readonly DecidingStatement[];
  /** The statements that would allow it, if the policy that the promise wants to deny it were alone. */
  suspects: readonly DecidingStatement[];
  /** The documents that were asked, as sentences call them, by policy type. */
  documents: Readonly<Partial<Record<PolicyType, string>>>;
  /** What the evaluator could not evaluate; the outcome is then no more than a guess. */
  unknown?: string;
}

export interface DecidingStatement {
  policy: PolicyType;
  /** The document, as a sentence calls it. */
  document: string;
  /** Its place in the document, from 0. */
  statement: number;
  sid?: string;
  /** The statement itself, JSON text. */
  text: string;
}

/** The documents that decide, by type. */
type Chosen = Readonly<Partial<Record<PolicyType, readonly Document[]>>>;

/** Predicts what the promise's principal gets for `probe` on `resource`, at the instant `now`. */
export function predict(
  { principal, by }: Pick<Promised, "principal" | "by">,
  probe: Pick<Probe, "action" | "context">,
  resource: Resource,
  target: Target,
  documents: Documents,
  now: Date,
): Prediction {
  const chosen = choose(principal, resource, documents);
  const request: AuthorizationRequest = {
    principal: asPolicyPrincipal(principal, target),
    action: probe.action,
    resource: resource.arn,
    context: { ...everyCall(target, now), ...probe.context },
  };
  const decision = evaluate(request, policySet(chosen));
  return {
    outcome: decision.decision === "allowed" ? "allowed" : "denied",
    by: decision.decidedBy,
    statements: decision.because.flatMap((one) => describe(one, chosen)),
    suspects: suspects(request, chosen, by),
    documents: titles(chosen),
    ...(decision.error === undefined ? {} : { unknown: decision.error }),
  };
}

function choose(principal: string, { bucket }: Resource, documents: Documents): Chosen {
  const session = documents.ofSession(principal);
  return {
    identity: [documents.broker],
    // A session without a policy has an empty list: nothing is allowed to it.
    ...(principals[principal]?.session === undefined
      ? {}
      : { session: session === undefined ? [] : [session] }),
    ...(bucket === undefined ? {} : { resource: [documents.ofBucket(bucket)] }),
  };
}

function policySet({ identity = [], session, resource = [] }: Chosen): PolicySet {
  const resourcePolicy = resource[0]?.policy;
  return {
    identity: compiled(identity),
    ...(session === undefined ? {} : { session: compiled(session) }),
    ...(resourcePolicy === undefined ? {} : { resource: resourcePolicy }),
  };
}

const compiled = (documents: readonly Document[]): Policy[] => documents.map(({ policy }) => policy);

const ANYTHING = JSON.stringify({
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Action: "*", Resource: "*" },
});

// Opens every other layer, so that only the statements of one policy type decide.
function suspects(
  request: AuthorizationRequest,
  chosen: Chosen,
  type: DenyingPolicy | undefined,
): readonly DecidingStatement[] {
  if (type !== "identity" && type !== "session") return [];
  const { identity, session } = policySet(chosen);
  const alone: PolicySet = {
    identity: type === "identity" ? (identity ?? []) : [parsePolicy(ANYTHING, "identity")],
    ...(session === undefined
      ? {}
      : { session: type === "session" ? session : [parsePolicy(ANYTHING, "session")] }),
  };
  const decision = evaluate(request, alone);
  if (decision.decision !== "allowed") return [];
  return decision.because.filter(({ policy }) => policy === type).flatMap((one) => describe(one, chosen));
}

// The keys that AWS sets for every call of these services; the evaluator adds those that follow from the principal.
function everyCall({ region }: Target, now: Date): RequestContext {
  return {
    "aws:SecureTransport": "true",
    "aws:RequestedRegion": region,
    "aws:CurrentTime": now.toISOString(),
    "aws:EpochTime": String(Math.floor(now.getTime() / 1000)),
  };
}

function describe({ policy, index, statement, sid }: Determining, chosen: Chosen): DecidingStatement[] {
  const document = chosen[policy]?.[index];
  if (document === undefined) return [];
  const text = statementText(document.text, statement);
  return [{ policy, document: document.title, statement, text, ...(sid === undefined ? {} : { sid }) }];
}

// A document may hold one statement without a list around it.
function statementText(document: string, index: number): string {
  const { Statement } = JSON.parse(document) as { Statement: unknown };
  return JSON.stringify([Statement].flat()[index]);
}

function titles(chosen: Chosen): Prediction["documents"] {
  return Object.fromEntries(
    Object.entries(chosen).flatMap(([type, [first]]) => (first === undefined ? [] : [[type, first.title]])),
  );
}
