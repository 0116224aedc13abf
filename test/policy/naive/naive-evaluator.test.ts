// The second evaluator answers every literal case as the first does, so that comparing them means something.
import { describe, expect, test } from "vitest";
import type { AuthorizationRequest } from "../../../policy/authorization-request.ts";
import type { Decision } from "../../../policy/decision.ts";
import type { Documents } from "../parse-documents.ts";
import { type PresenceCase, presenceDecisions } from "../presence-decisions.ts";
import { readCases } from "../read-cases.ts";
import { naiveEvaluate } from "./naive-evaluator.ts";

interface DecisionCase extends AuthorizationRequest {
  readonly name: string;
  readonly source: string;
  readonly policies: Documents;
  readonly expect: Partial<Decision>;
}

interface ConditionCase {
  readonly name: string;
  readonly source: string;
  readonly condition: unknown;
  readonly context: NonNullable<AuthorizationRequest["context"]>;
  readonly holds: boolean;
}

describe.each(["same-account", "federated", "principals", "accounts", "elements"])("naively: %s", (area) => {
  const cases = readCases<DecisionCase>(`decision-${area}`);
  // Some sessions may never make some calls. This is outside the policies, and the second evaluator does not know it.
  const decided = cases.filter(
    ({ expect, action }) => expect.decidedBy !== "principal" || !/^sts:|^iam:/i.test(action),
  );

  test.for(decided.filter(({ action }) => !/getcalleridentity/i.test(action)))("$name", (row) => {
    expect(naiveEvaluate(row, row.policies)).toBe(row.expect.decision);
  });
});

interface ReadingCase extends AuthorizationRequest {
  readonly name: string;
  readonly source: string;
  readonly policies: Documents;
  readonly decision: Decision["decision"];
}

describe("naively: readings", () => {
  test.for(readCases<ReadingCase>("decision-readings"))("$name", ({ policies, decision, ...asked }) => {
    expect(naiveEvaluate(asked, policies)).toBe(decision);
  });
});

describe("naively: a condition on a key that the context lacks", () => {
  test.for(readCases<PresenceCase>("condition-presence"))("$name", (row) => {
    for (const { request, documents, decision } of presenceDecisions(row))
      expect(naiveEvaluate(request, documents)).toBe(decision);
  });
});

const FAMILIES = [
  "string",
  "address",
  "arn",
  "null",
  "if-exists",
  "sets",
  "lists",
  "logic",
  "variables",
  "other",
];

describe.each(FAMILIES)("naively, conditions: %s", (family) => {
  test.for(readCases<ConditionCase>(`condition-${family}`))("$name", ({ condition, context, holds }) => {
    const request = {
      principal: { type: "User", arn: "arn:aws:iam::111122223333:user/staff/alice", tags: { Team: "red" } },
      action: "s3:ListBucket",
      resource: "arn:aws:s3:::bucket",
      context,
    } as const;
    const allow = { Effect: "Allow", Action: "*", Resource: "*", Condition: condition };
    const identity = [{ Version: "2012-10-17", Statement: allow }];
    expect(naiveEvaluate(request, { identity })).toBe(holds ? "allowed" : "implicitDeny");
  });
});
