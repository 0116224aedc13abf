// What the promises exercise, for a person.
import { expect, test } from "vitest";
import { coverageReport } from "../../reports/coverage.ts";

const one = {
  ...{ document: "the bucket's policy", statement: 0, text: '{"Sid":"DenyPlainHttp"}' },
  says: "Action s3:*",
};

test("counts halves of branches by document, and names each that is missed", () => {
  const report = coverageReport(
    [
      { ...one, presence: "exercised", absence: "not exercised" },
      { ...one, says: "", presence: "not exercised", absence: "idle" },
      { ...one, document: "User1's session policy", presence: "exercised", absence: "unknown" },
    ],
    100,
  );
  expect(report).toBe(`the bucket's policy     1 of 3 halves of branches exercised (and 1 that change nothing)
User1's session policy  1 of 1 halves of branches exercised (and 1 unknown)

✗ the bucket's policy, statement 1 (DenyPlainHttp): Action s3:*
  no promise is decided by what it does not match

✗ the bucket's policy, statement 1 (DenyPlainHttp): the statement
  no promise is decided by what it matches

✗ User1's session policy, statement 1 (DenyPlainHttp): Action s3:*
  it cannot be told whether a promise could see it

2 of 4 halves of branches exercised (and 1 that change nothing, 1 unknown): 50 %, and 100 % are asked for.`);
});
