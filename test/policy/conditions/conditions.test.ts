// Every condition case, asked twice: of an Allow, which then grants, and of a Deny, which then denies.
import { describe, expect, test } from "vitest";
import type { RequestContext } from "../../../policy/authorization-request.ts";
import { evaluate } from "../../../policy/evaluate.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import { readCases } from "../read-cases.ts";

interface ConditionCase {
  readonly name: string;
  readonly source: string;
  readonly condition: unknown;
  readonly context: RequestContext;
  readonly holds: boolean;
  /** Absent where no other reading decides otherwise. */
  readonly inDoubt?: readonly string[];
}

const principal = {
  type: "User",
  arn: "arn:aws:iam::111122223333:user/staff/alice",
  tags: { Team: "red" },
} as const;
const action = "s3:ListBucket";
const resource = "arn:aws:s3:::bucket";

const document = (statements: readonly object[]) =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), "identity");

const FAMILIES = [
  "string",
  "numeric",
  "date",
  "other",
  "address",
  "arn",
  "null",
  "if-exists",
  "sets",
  "lists",
  "logic",
  "variables",
];

describe.each(FAMILIES)("conditions: %s", (family) => {
  const cases = readCases<ConditionCase>(`condition-${family}`);

  test.for(cases)("$name", ({ condition, context, holds, inDoubt }) => {
    const request = { principal, action, resource, context };
    const allow = { Effect: "Allow", Action: action, Resource: resource };
    const allowing = document([{ ...allow, Condition: condition }]);
    const denying = document([allow, { ...allow, Effect: "Deny", Condition: condition }]);

    const granted = evaluate(request, { identity: [allowing] });
    const denied = evaluate(request, { identity: [denying] });
    expect(granted.decision).toBe(holds ? "allowed" : "implicitDeny");
    expect(denied.decision).toBe(holds ? "explicitDeny" : "allowed");
    expect([granted.inDoubt, denied.inDoubt]).toEqual([inDoubt, inDoubt]);
  });
});
