// Which branches of a small deployment the shipped promises exercise.
import { expect, test } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { readKnownActions } from "../../../policy/proof/known-actions.ts";
import { readTarget } from "../../../smoke/deployment/target.ts";
import { coverage, coverageOf } from "../../../smoke/mutation/coverage.ts";
import { brokerStatements, outputs, policyOf } from "../outputs.ts";

const now = new Date("2026-01-01T00:00:00Z");

test("a branch is exercised if one promise hangs on it, and another on its absence", async () => {
  const known = await readKnownActions(await openCatalogue(), []);
  const untouched = {
    ...{ Sid: "Tag", Effect: "Allow", Action: "s3:GetBucketTagging", Resource: "arn:aws:s3:::inside" },
    Condition: { StringEquals: { "aws:Referer": "x" } },
  };
  const target = readTarget({ ...outputs, brokerPolicy: policyOf(...brokerStatements, untouched) });
  const ofBroker = coverage(target, { known, now })
    .take(10)
    .map(({ statement, says, presence, absence }) => [statement, says, presence, absence]);
  expect([...ofBroker]).toEqual([
    [0, "", "exercised", "exercised"],
    [0, "Action s3:ListBucket", "exercised", "exercised"],
    [0, "Resource arn:aws:s3:::inside", "exercised", "exercised"],
    [1, "", "exercised", "exercised"],
    // No promise is about another action on a federated user.
    [1, "Action sts:GetFederationToken*", "exercised", "not exercised"],
    [1, "Resource arn:aws:sts::111122223333:federated-user/*", "exercised", "not exercised"],
    [2, "", "not exercised", "exercised"],
    [2, "Action s3:GetBucketTagging", "not exercised", "not exercised"],
    [2, "Resource arn:aws:s3:::inside", "not exercised", "not exercised"],
    [2, "Condition StringEquals aws:Referer x", "not exercised", "not exercised"],
  ]);
});

test("halves that change nothing do not count, and what is unknown is counted apart", () => {
  const one = { document: "d", statement: 0, text: "{}", says: "" };
  expect(
    coverageOf([
      { ...one, presence: "exercised", absence: "idle" },
      { ...one, presence: "not exercised", absence: "unknown" },
      { ...one, presence: "exercised", absence: "exercised" },
    ]),
  ).toEqual({ exercised: 3, missed: 1, idle: 1, unknown: 1, percent: 75 });
});
