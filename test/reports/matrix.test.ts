// The matrix as a person sees it.
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { matrix } from "../../reports/matrix.ts";
import type { RowResult, SmokeRow } from "../../smoke/results/row-result.ts";

const denial: RowResult = {
  principal: "User1",
  action: "s3:GetObject",
  resource: "the canary",
  expect: "denied",
  by: "session",
  verdict: "pass",
  finding: "holds",
  explanation: "",
  resourceArn: "arn:aws:s3:::inside/canary.txt",
  prediction: {
    outcome: "denied",
    by: "session",
    deniedBy: ["session"],
    statements: [],
    suspects: [],
    documents: {},
  },
  observation: {
    outcome: "denied",
    by: "session",
    explicit: false,
    reason: "no session policy allows the s3:GetObject action",
    shows: [],
  },
  control: { by: "the operator", outcome: "allowed", reason: "" },
  advice: [],
  attempts: 1,
  caughtUp: { held: true, milliseconds: 0, reason: "" },
  milliseconds: 3,
};
const listing: RowResult = {
  ...denial,
  action: "s3:ListBucket",
  resource: "the bucket",
  expect: "allowed",
  shows: "the canary",
  prediction: { ...denial.prediction, outcome: "allowed", by: "identity" },
  observation: { outcome: "allowed", reason: "", shows: ["canary.txt"] },
  control: "unneeded",
};
const broken: RowResult = {
  ...denial,
  principal: "AllOfS3",
  by: "identity",
  verdict: "fail",
  finding: "wrongly allowed",
  explanation: "It must be denied, but it was allowed.",
  prediction: { ...denial.prediction, outcome: "allowed", by: "identity" },
  observation: { outcome: "allowed", reason: "", shows: [] },
  advice: ["Allowed by statement 3.", "Take s3:GetObject out."],
};
const unprobed: SmokeRow = {
  principal: "AllOfS3",
  action: "s3:ListBucket",
  resource: "the bucket",
  expect: "allowed",
  verdict: "inconclusive",
  finding: "not probed",
  explanation: "The run ended before this promise was probed.",
};

test("a matrix of 120 columns", () => {
  expect(`\n${matrix([listing, denial, broken, unprobed], 120)}\n`).toBe(`
  Action                 Resource           Expected         Predicted        Observed, and the reason AWS gave

User1, federated with a session policy
✓ s3:ListBucket          the bucket         allowed          allowed          allowed, shows canary.txt
✓ s3:GetObject           the canary         denied: session  denied: session  denied: no session policy allows it

AllOfS3, federated with a session policy that asks for s3:*
✗ s3:GetObject           the canary         denied: identity allowed          allowed
? s3:ListBucket          the bucket         allowed                           not probed

✗ BROKEN: AllOfS3 s3:GetObject the canary
  It must be denied, but it was allowed.
  Allowed by statement 3.
  Take s3:GetObject out.

? INCONCLUSIVE: AllOfS3 s3:ListBucket the bucket
  The run ended before this promise was probed.

4 promises: 2 hold, 1 broken, 1 inconclusive
`);
});

test("a matrix of 80 columns leaves out policy types and reasons", () => {
  expect(`\n${matrix([listing, broken], 80)}\n`).toBe(`
  Action                 Resource           Expected  Predicted Observed

User1, federated with a session policy
✓ s3:ListBucket          the bucket         allowed   allowed   allowed

AllOfS3, federated with a session policy that asks for s3:*
✗ s3:GetObject           the canary         denied    allowed   allowed

✗ BROKEN: AllOfS3 s3:GetObject the canary
  It must be denied, but it was allowed.
  Allowed by statement 3.
  Take s3:GetObject out.

2 promises: 1 hold, 1 broken, 0 inconclusive
`);
});

test("promises that share a story are shown together", () => {
  const other: SmokeRow = { ...unprobed, principal: "User1" };
  expect(matrix([unprobed, other], 120)).toContain(
    "? INCONCLUSIVE: AllOfS3 s3:ListBucket the bucket\n? INCONCLUSIVE: User1 s3:ListBucket the bucket\n  The run ended",
  );
});

test("of many promises that share a story, three are named", () => {
  const others = ["a", "b", "c", "d", "e"].map((resource): SmokeRow => ({ ...unprobed, resource }));
  expect(matrix(others, 120)).toContain(
    "s3:ListBucket c\n? INCONCLUSIVE: and 2 more, marked above\n  The run ended",
  );
});

test("what is denied to a kind of principal is denied always", () => {
  const row: RowResult = {
    ...denial,
    action: "sts:GetFederationToken",
    resource: "User1",
    by: "principal",
    prediction: { ...denial.prediction, by: "principal" },
    observation: {
      outcome: "denied",
      by: "principal",
      explicit: false,
      reason: "Cannot call GetFederationToken with session credentials",
      shows: [],
    },
  };
  expect(matrix([row], 160)).toContain(
    "✓ sts:GetFederationToken User1              denied: always   denied: always   denied: Cannot call GetFederationToken with session credentials",
  );
});

test("a wait for IAM is reported, whether it ended or not", () => {
  const late = { ...denial, caughtUp: { held: true, milliseconds: 4_210, reason: "" } };
  expect(matrix([late], 120)).toContain(
    "\n\nIAM had caught up with the deployment after 4.2 s.\n\n1 promises",
  );
  const never = {
    ...denial,
    caughtUp: { held: false, milliseconds: 60_000, reason: "User1 s3:ListBucket: no" },
  };
  expect(matrix([never], 120)).toContain(
    "\n\nIAM had not caught up with the deployment after 60.0 s (User1 s3:ListBucket: no).\n\n1 promises",
  );
});

test("permissions that no promise lists are counted apart from promises", () => {
  const unlisted: SmokeRow = {
    ...unprobed,
    expect: "denied",
    verdict: "fail",
    finding: "listed by no promise",
    explanation: "The documents allow it, and no promise lists it.",
    advice: ["Allowed by statement 1."],
  };
  expect(matrix([denial, unlisted], 120)).toMatch(
    /1 promises: 1 hold, 0 broken, 0 inconclusive; 1 permissions that no promise lists$/,
  );
});

test("uncontrolled denials are counted behind the closing line", () => {
  expect(matrix([{ ...denial, control: "uncontrolled" }], 120)).toMatch(
    /1 promises: 1 hold, 0 broken, 0 inconclusive \(1 denials uncontrolled: no operator's credentials were given\)$/,
  );
});

test("colours change only the colours", () => {
  const painted = matrix([listing, denial, broken], 120, (_, text) => `\u001b[31m${text}\u001b[39m`);
  expect(stripVTControlCharacters(painted).replaceAll(/ +$/gm, "")).toBe(
    matrix([listing, denial, broken], 120),
  );
});
