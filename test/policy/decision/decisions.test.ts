// Every decision case: who asks what under which policies, and what AWS answers.
import { describe, expect, test } from "vitest";
import type { AuthorizationRequest } from "../../../policy/authorization-request.ts";
import type { Decision } from "../../../policy/decision.ts";
import { evaluate } from "../../../policy/evaluate.ts";
import { type Documents, parseDocuments } from "../parse-documents.ts";
import { readCases } from "../read-cases.ts";

interface DecisionCase extends AuthorizationRequest {
  readonly name: string;
  readonly source: string;
  readonly policies: Documents;
  readonly expect: Partial<Decision>;
}

const AREAS = ["same-account", "federated", "principals", "accounts", "elements"];

describe.each(AREAS)("decisions: %s", (area) => {
  const cases = readCases<DecisionCase>(`decision-${area}`);

  test.for(cases)("$name", ({ policies, expect: expected, ...request }) => {
    const decision = evaluate(request, parseDocuments(policies));
    expect(decision).toMatchObject(expected);
    expect(decision.error).toBeUndefined();
    expect(decision.inDoubt).toEqual(expected.inDoubt);
  });
});
