// What the loopback says of a request it answered: who, what, the decision and what decided it. Never a secret or token.
import { reason } from "../policy/explain.ts";
import type { Trace } from "./answer.ts";

export interface LogLine {
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
  /** The caller's ARN, `anonymous`, or `-` when authentication failed. */
  readonly principal: string;
  /** `s3:ListObjectsV2`, or `-` for what no schema describes. */
  readonly operation: string;
  readonly status: number;
  readonly decision: string;
  /** The code of the error that was answered. */
  readonly error?: string;
  /** Why it was denied, or what failed inside. */
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
    ...(denied && { reason: reason(last.request, last.decision) }),
    ...(trace.fault !== undefined && { reason: String(trace.fault) }),
  };
}
