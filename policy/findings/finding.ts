// What a finding is, and where the documentation of each issue is.
import type { Place } from "../language/reading.ts";
import type { InspectedStatement, Inspection } from "./inspection.ts";

/** Access Analyzer's four: an error keeps the policy from working, a security warning lets too much through. */
export type Severity = "error" | "security warning" | "warning" | "suggestion";

/** The kind of fault. */
export interface Issue {
  /** Access Analyzer's own issue code where it has one. */
  readonly id: string;
  readonly severity: Severity;
  /** A page of AWS's with more details. */
  readonly documentation: string;
}

export interface Finding extends Issue {
  /** What is wrong and what to do, in one sentence. */
  readonly message: string;
  /** JSON path: `$.Statement[0].Action[1]`. */
  readonly path: string;
  /** Both from 1; columns count UTF-16 units. */
  readonly line: number;
  readonly column: number;
}

/** An issue at a place, before line and column are known. */
export interface Found {
  readonly issue: Issue;
  readonly at: Place;
  readonly message: string;
}

/** Looks at the whole document. A file holds one rule, or two sides of one question. */
export type Rule = (inspection: Inspection) => Iterable<Found>;

/** The rule that looks at one statement after the other. */
export const eachStatement = (
  look: (statement: InspectedStatement, inspection: Inspection) => Iterable<Found>,
): Rule =>
  function* (inspection) {
    for (const statement of inspection.statements) yield* look(statement, inspection);
  };

const GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/";
const CHECKS = `${GUIDE}access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-`;

// How Access Analyzer's page names its severities in links.
const SECTIONS: Record<Severity, string> = {
  error: "error",
  "security warning": "security-warning",
  warning: "general-warning",
  suggestion: "suggestion",
};

/** An issue that Access Analyzer reports too, by its code. */
export const awsIssue = (severity: Severity, id: string): Issue => ({
  id,
  severity,
  documentation: `${CHECKS}${SECTIONS[severity]}-${id.toLowerCase().replaceAll("_", "-")}`,
});

/** An issue of ours, with the page of the IAM user guide that it rests on. */
export const ownIssue = (severity: Severity, id: string, page: string): Issue => ({
  id,
  severity,
  documentation: `${GUIDE}${page}`,
});
