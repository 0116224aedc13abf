// What the loopback logs of a request: who, what, the decision and what decided it. Never a secret or token.

import type { PolicyType } from "../policy/decision.ts";
import { reason } from "../policy/explain.ts";
import type { Trace } from "./answer.ts";
import type { Judged } from "./authorization/authorize.ts";
import { NotServedError } from "./not-served-error.ts";

/** A statement that decided. Documents and statements are counted from 1. */
export interface DecidingStatement {
  readonly policy: PolicyType;
  /** The document's number within its type, and its name where it has one. */
  readonly document: number;
  readonly name?: string;
  readonly statement: number;
  readonly sid?: string;
}

export interface LogLine {
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
  /** The caller's ARN, `anonymous`, or `-` when authentication failed. */
  readonly principal: string;
  /** `s3:ListObjectsV2`, or `-` for a request that no schema describes. */
  readonly operation: string;
  readonly status: number;
  readonly decision: string;
  /** The statements that allowed it, or denied it explicitly. */
  readonly because?: readonly DecidingStatement[];
  /** The rules that AWS leaves open and on which the decision turns; the stricter reading was taken. */
  readonly inDoubt?: readonly string[];
  /** The code of the error in the answer. */
  readonly error?: string;
  /** Why it was denied or is not served, or what failed inside. */
  readonly reason?: string;
}

/** The line for an answered request. */
export function logLine(id: string, time: Date, status: number, trace: Trace): LogLine {
  const last = trace.judgements.at(-1);
  const principal = trace.caller?.principal;
  const denied = last !== undefined && last.decision.decision !== "allowed";
  return {
    id,
    time: time.toISOString(),
    principal:
      principal === undefined ? "-" : "arn" in principal ? principal.arn : principal.type.toLowerCase(),
    operation: trace.operation === undefined ? "-" : `${trace.service}:${trace.operation}`,
    status,
    decision: last?.decision.decision ?? "-",
    ...(trace.error !== undefined && { error: trace.error.code }),
    ...(last !== undefined && last.decision.because.length > 0 && { because: deciding(last) }),
    ...(last?.decision.inDoubt !== undefined && { inDoubt: last.decision.inDoubt }),
    ...(denied && { reason: reason(last.request, last.decision) }),
    ...(trace.error instanceof NotServedError && trace.error.reason && { reason: trace.error.reason }),
    ...(trace.fault !== undefined && { reason: String(trace.fault) }),
  };
}

function deciding({ decision, names }: Judged): DecidingStatement[] {
  return decision.because.map(({ policy, index, statement, sid }) => {
    const name = policy === "principal" ? undefined : names?.[policy]?.[index];
    return {
      ...{ policy, document: index + 1 },
      ...(name !== undefined && { name }),
      statement: statement + 1,
      ...(sid !== undefined && { sid }),
    };
  });
}
