// The report for programs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { reportOf } from "../../reports/report.ts";
import {
  type RowResult,
  type StackRows,
  type UnlistedRow,
  unfinished,
} from "../../smoke/results/row-result.ts";

const denial: RowResult = {
  ...{ principal: "User1", action: "s3:GetObject", resource: "the canary", expect: "denied", by: "session" },
  ...{ verdict: "pass", finding: "holds", explanation: "" },
  resourceArn: "arn:aws:s3:::inside/canary.txt",
  prediction: {
    ...{ outcome: "denied", by: "session", deniedBy: ["session"] },
    ...{ statements: [], suspects: [], documents: { session: "User1's session policy" } },
  },
  observation: {
    ...{ outcome: "denied", by: "session", explicit: false, shows: [], requestId: "4442587FB7D0A2F9" },
    reason: "no session policy allows the s3:GetObject action",
  },
  control: { by: "the operator", outcome: "allowed", reason: "", requestId: "79104EXAMPLEB723" },
  ...{ advice: [], attempts: 4, milliseconds: 7_000 },
  caughtUp: { held: true, milliseconds: 5_250, reason: "" },
};
const unlisted: UnlistedRow = {
  ...{ principal: "broker", action: "s3:PutObject", resource: "canary.txt", expect: "denied" },
  ...{ verdict: "fail", finding: "listed by no promise", explanation: "No promise lists it." },
  advice: ["List it."],
};
const { principal, action, resource, expect: expected } = denial;
const context = { prefix: "home/" };
const rows = [denial, unfinished({ principal, action, resource, context, expect: expected }), unlisted];
const stack: StackRows = { stack: "prod 111122223333 eu-west-1", leftOut: 2, rows };
const report = reportOf([stack], new Date("2026-01-31T23:59:59Z"));

test("says of each row what was expected, predicted, observed and controlled", () => {
  expect(JSON.parse(JSON.stringify(report))).toEqual({
    format: "federation-broker smoke report",
    version: 1,
    writtenAt: "2026-01-31T23:59:59.000Z",
    exitStatus: 1,
    counts: { pass: 1, fail: 1, inconclusive: 1 },
    stacks: [
      {
        ...{ name: "prod 111122223333 eu-west-1", leftOut: 2 },
        propagation: { held: true, milliseconds: 5_250, reason: "" },
      },
    ],
    rows: [
      {
        stack: "prod 111122223333 eu-west-1",
        ...{ principal: "User1", action: "s3:GetObject", resource: "the canary" },
        expectation: { outcome: "denied", by: "session" },
        prediction: { outcome: "denied", by: "session", deniedBy: ["session"], statements: [] },
        resourceArn: "arn:aws:s3:::inside/canary.txt",
        observation: {
          ...{ outcome: "denied", by: "session", explicit: false, shows: [], requestId: "4442587FB7D0A2F9" },
          reason: "no session policy allows the s3:GetObject action",
        },
        control: { by: "the operator", outcome: "allowed", reason: "", requestId: "79104EXAMPLEB723" },
        ...{
          verdict: "pass",
          finding: "holds",
          explanation: "",
          advice: [],
          attempts: 4,
          milliseconds: 7_000,
        },
      },
      {
        stack: "prod 111122223333 eu-west-1",
        ...{
          principal: "User1",
          action: "s3:GetObject",
          resource: "the canary",
          context: { prefix: "home/" },
        },
        expectation: { outcome: "denied" },
        ...{ verdict: "inconclusive", finding: "not probed", advice: [] },
        explanation: "The run ended before this promise was probed.",
      },
      {
        stack: "prod 111122223333 eu-west-1",
        ...{ principal: "broker", action: "s3:PutObject", resource: "canary.txt" },
        expectation: { outcome: "denied" },
        ...{ verdict: "fail", finding: "listed by no promise", explanation: "No promise lists it." },
        advice: ["List it."],
      },
    ],
  });
});

test("has no name that docs/smoke-report.md does not describe, and every one that it does", () => {
  const guide = readFileSync(join(import.meta.dirname, "..", "..", "docs", "smoke-report.md"), "utf8");
  const cells = guide.split("\n").flatMap((line) => /^\| (`.*?`) \|/.exec(line)?.[1] ?? []);
  const described = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
  const { stacks, rows: all, ...top } = JSON.parse(JSON.stringify(report)) as Record<string, object[]>;
  const names = [
    ...[...Object.keys(top), "stacks", "rows"],
    ...new Set((stacks ?? []).flatMap((one) => Object.keys(one).map((name) => `stacks[].${name}`))),
    ...new Set((all ?? []).flatMap((one) => Object.keys(one).map((name) => `rows[].${name}`))),
  ];
  expect(names.toSorted()).toEqual(described.toSorted());
});
