// What a person is told to change.
import { expect, test } from "vitest";
import type { DecidingStatement, Prediction } from "../../../smoke/prediction/predict.ts";
import { advise } from "../../../smoke/verdict/advice.ts";

const readAll: DecidingStatement = {
  policy: "identity",
  document: `the broker's policy "federation"`,
  statement: 2,
  sid: "ReadAll",
  text: '{"Sid":"ReadAll","Effect":"Allow","Action":"s3:GetObject","Resource":"*"}',
};
const askAll: DecidingStatement = {
  policy: "session",
  document: "AllOfS3's session policy",
  statement: 0,
  text: '{"Effect":"Allow","Action":"s3:*","Resource":"*"}',
};
const prediction: Prediction = {
  outcome: "allowed",
  by: "identity",
  deniedBy: [],
  statements: [askAll, readAll],
  suspects: [],
  documents: { identity: readAll.document, session: "User1's session policy" },
};
const getCanary = { action: "s3:GetObject", resourceArn: "arn:aws:s3:::inside/canary.txt" };
const list = { action: "s3:ListBucket", resourceArn: "arn:aws:s3:::inside" };

test("what is wrongly allowed: the statements that allow it, and the one to change", () => {
  expect(
    advise({ ...getCanary, finding: "wrongly allowed", by: "identity", prediction, observation: {} }),
  ).toEqual([
    `Allowed by statement 3 (Sid ReadAll) of the broker's policy "federation": {"Sid":"ReadAll","Effect":"Allow","Action":"s3:GetObject","Resource":"*"}`,
    `Allowed by statement 1 of AllOfS3's session policy: {"Effect":"Allow","Action":"s3:*","Resource":"*"}`,
    `In the broker's policy "federation", take s3:GetObject out of that statement, or narrow its Resource so that it does not cover arn:aws:s3:::inside/canary.txt.`,
  ]);
});

test("what is wrongly allowed by nothing in the outputs: where else to look", () => {
  const unseen: Prediction = { ...prediction, outcome: "denied", statements: [] };
  expect(
    advise({ ...getCanary, finding: "wrongly allowed", by: "identity", prediction: unseen, observation: {} }),
  ).toEqual([
    "No document in the stack outputs allows s3:GetObject on arn:aws:s3:::inside/canary.txt: a policy was changed or attached outside this stack (a group, a managed policy, a bucket policy). Run `pulumi refresh` and look at what differs.",
  ]);
});

test("what is wrongly denied because no statement allows it: the statement that is missing", () => {
  const denied: Prediction = { ...prediction, outcome: "denied", statements: [] };
  expect(
    advise({
      ...list,
      finding: "wrongly denied",
      prediction: denied,
      observation: { by: "session", explicit: false },
    }),
  ).toEqual([
    "No statement of User1's session policy allows s3:ListBucket on arn:aws:s3:::inside.",
    `Add to User1's session policy: {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::inside"}`,
  ]);
});

test("what is wrongly denied by a statement: that statement", () => {
  const deny: DecidingStatement = {
    ...askAll,
    document: "User1's session policy",
    text: '{"Effect":"Deny"}',
  };
  const denied: Prediction = { ...prediction, outcome: "denied", by: "session", statements: [deny] };
  expect(
    advise({
      ...list,
      finding: "wrongly denied",
      prediction: denied,
      observation: { by: "session", explicit: true },
    }),
  ).toEqual([
    `Denied by statement 1 of User1's session policy: {"Effect":"Deny"}`,
    "Narrow the Deny in User1's session policy, so that it does not cover s3:ListBucket on arn:aws:s3:::inside.",
  ]);
});

test("what is wrongly denied against the documents: they are not what is deployed", () => {
  const [line] = advise({ ...list, finding: "wrongly denied", prediction, observation: { by: "session" } });
  expect(line).toMatch(/^The documents in the stack outputs allow it, so they are not what is deployed/);
});

test("what another policy still stops: the statement that no longer does", () => {
  const suspect: DecidingStatement = { ...askAll, document: "User1's session policy" };
  const denied: Prediction = { ...prediction, outcome: "denied", statements: [], suspects: [suspect] };
  expect(
    advise({
      ...getCanary,
      finding: "denied by another policy",
      by: "session",
      prediction: denied,
      observation: {},
    }),
  ).toEqual([
    `Allowed by statement 1 of User1's session policy: {"Effect":"Allow","Action":"s3:*","Resource":"*"}`,
    "In User1's session policy, take s3:GetObject out of that statement, or narrow its Resource so that it does not cover arn:aws:s3:::inside/canary.txt.",
  ]);
});

test("a bucket without its canary: deploy again", () => {
  expect(advise({ ...list, finding: "not shown", prediction, observation: {} })).toEqual([
    "Deploy the stack again: the bucket that answered is not the one of the outputs, or its canary is gone.",
  ]);
});

test("a promise that holds needs no advice", () => {
  expect(advise({ ...list, finding: "holds", prediction, observation: {} })).toEqual([]);
});

test("what is broken because AWS's pages leave a rule open: the rule, and how not to depend on it", () => {
  const inDoubt = ["multivalued-key-without-set-operator"] as const;
  const advice = [
    "AWS's pages leave open whether an operator without ForAllValues or ForAnyValue compares a multivalued key that has exactly one value. Write the policy so that it does not turn on that.",
  ];
  const denied: Prediction = { ...prediction, outcome: "denied", statements: [], inDoubt };
  const allowed: Prediction = { ...prediction, inDoubt };
  expect(advise({ ...list, finding: "wrongly allowed", prediction: denied, observation: {} })).toEqual(
    advice,
  );
  expect(advise({ ...list, finding: "wrongly denied", prediction: allowed, observation: {} })).toEqual(
    advice,
  );
  expect(advise({ ...list, finding: "wrongly allowed", prediction: allowed, observation: {} })).not.toEqual(
    advice,
  );
});
