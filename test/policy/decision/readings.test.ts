// Rules that AWS's pages leave open: what is decided, what is in doubt, and what the stricter reading decides.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { AuthorizationRequest } from "../../../policy/authorization-request.ts";
import { READINGS, type ReadingName } from "../../../policy/decision/readings.ts";
import type { Decision } from "../../../policy/decision.ts";
import { evaluate, evaluateStrictly } from "../../../policy/evaluate.ts";
import { type Documents, parseDocuments } from "../parse-documents.ts";
import { readCases } from "../read-cases.ts";

interface ReadingCase extends AuthorizationRequest {
  readonly name: string;
  readonly source: string;
  readonly policies: Documents;
  readonly decision: Decision["decision"];
  readonly strictly: Decision["decision"];
  /** Absent where no other reading decides otherwise. */
  readonly inDoubt?: readonly ReadingName[];
}

const cases = readCases<ReadingCase>("decision-readings");

describe("a rule that AWS leaves open", () => {
  test.for(cases)("$name", ({ policies, decision, strictly, inDoubt, ...request }) => {
    const set = parseDocuments(policies);
    expect(evaluate(request, set)).toMatchObject({ decision });
    expect(evaluate(request, set).inDoubt).toEqual(inDoubt);
    expect(evaluateStrictly(request, set)).toMatchObject({ decision: strictly });
    expect(evaluateStrictly(request, set).inDoubt).toEqual(inDoubt);
  });

  test("is in the guide, by its name and no other", () => {
    const guide = readFileSync(new URL("../../../docs/policy-engine.md", import.meta.url), "utf8");
    const rows = [...guide.matchAll(/^\| `([a-z-]+)` \| .* \| .* \|$/gm)].map(([, name]) => name);
    expect(rows).toEqual(Object.keys(READINGS));
  });

  const named = new Set(cases.flatMap(({ inDoubt = [] }) => inDoubt));

  test.for(Object.entries(READINGS))("has two readings, AWS's pages, and cases: %s", ([name, reading]) => {
    expect(named).toContain(name);
    expect(reading.question).toMatch(/^[^A-Z].*[^.]$/);
    expect(reading.taken).toMatch(/^[A-Z].*\.$/);
    expect(reading.other).toMatch(/^[A-Z].*\.$/);
    expect(reading.other).not.toBe(reading.taken);
    expect(reading.sources.length).toBeGreaterThan(0);
    for (const source of reading.sources) expect(source).toMatch(/^https:\/\/\S+$/);
  });
});
