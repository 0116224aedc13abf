// Every way in which expectation, prediction and observation can meet.

import { expect, test } from "vitest";
import type { Observation } from "../../../smoke/answers/observation.ts";
import type { Prediction } from "../../../smoke/prediction/predict.ts";
import type { Control } from "../../../smoke/results/row-result.ts";
import { unsettled } from "../../../smoke/verdict/unsettled.ts";
import { judge } from "../../../smoke/verdict/verdict.ts";

const predicts = (outcome: "allowed" | "denied", deniedBy: Prediction["deniedBy"] = []): Prediction => ({
  outcome,
  by: "session",
  deniedBy,
  statements: [],
  suspects: [],
  documents: {},
});
const sees = (outcome: Observation["outcome"], by?: Observation["by"]): Observation => ({
  outcome,
  reason: "the reason",
  shows: [],
  ...(by === undefined ? {} : { by }),
});
const allowed: Control = { by: "the operator", outcome: "allowed", reason: "" };
const denied: Control = {
  by: "the operator",
  outcome: "denied",
  reason: "no identity-based policy allows it",
};
const mustBeDenied = { expect: "denied", by: "session" } as const;
const mustBeAllowed = { expect: "allowed" } as const;

test("a promised denial that is predicted, seen and controlled holds", () => {
  expect(judge(mustBeDenied, predicts("denied"), sees("denied", "session"), allowed, true)).toEqual({
    verdict: "pass",
    finding: "holds",
    explanation: "",
  });
});

test("a promised allowance that is predicted and seen holds", () => {
  expect(judge(mustBeAllowed, predicts("allowed"), sees("allowed"), "unneeded", true).verdict).toBe("pass");
});

test("a denial without a named policy type holds where a type is promised", () => {
  expect(judge(mustBeDenied, predicts("denied"), sees("denied"), allowed, true).verdict).toBe("pass");
});

test("a denial that nobody could control holds, and stays marked by its control", () => {
  expect(
    judge(mustBeDenied, predicts("denied"), sees("denied", "session"), "uncontrolled", true).verdict,
  ).toBe("pass");
});

test("allowed instead of denied is broken", () => {
  expect(judge(mustBeDenied, predicts("allowed"), sees("allowed"), allowed, true)).toEqual({
    verdict: "fail",
    finding: "wrongly allowed",
    explanation: "It must be denied, but it was allowed.",
  });
});

test("allowed instead of denied is broken even when the control failed and the prediction differs", () => {
  expect(judge(mustBeDenied, predicts("denied"), sees("allowed"), denied, true).finding).toBe(
    "wrongly allowed",
  );
});

test("denied instead of allowed is broken", () => {
  expect(judge(mustBeAllowed, predicts("denied"), sees("denied", "session"), "unneeded", true)).toEqual({
    verdict: "fail",
    finding: "wrongly denied",
    explanation: "It must be allowed, but it was denied: the reason.",
  });
});

test("a denial by another policy type than the promised one is broken", () => {
  expect(judge(mustBeDenied, predicts("denied"), sees("denied", "identity"), allowed, true)).toEqual({
    verdict: "fail",
    finding: "denied by another policy",
    explanation:
      "It must be denied by the session policy, but AWS names an identity policy: what must stop it does not.",
  });
});

test("where two layers deny, it does not matter which of them AWS names", () => {
  const both = predicts("denied", ["identity", "session"]);
  expect(judge(mustBeDenied, both, sees("denied", "identity"), allowed, true).verdict).toBe("pass");
});

test("a Deny of a bucket policy does not stand in for a session policy", () => {
  const both = predicts("denied", ["resource", "session"]);
  const judgement = judge(mustBeDenied, both, sees("denied", "resource"), allowed, true);
  expect(judgement.finding).toBe("denied by another policy");
});

test("what a kind of principal may never do must not depend on a policy", () => {
  const never = { expect: "denied", by: "principal" } as const;
  const both = predicts("denied", ["principal", "identity"]);
  expect(judge(never, both, sees("denied", "identity"), allowed, true).finding).toBe(
    "denied by another policy",
  );
});

test.for(["allowed", "denied"] as const)(
  "a denial by the way to AWS is inconclusive where %s is promised",
  (expected) => {
    const seen = sees("denied", "vpcEndpoint");
    expect(
      judge(
        { expect: expected, ...(expected === "denied" && { by: "session" }) },
        predicts(expected),
        seen,
        allowed,
        true,
      ),
    ).toEqual({
      verdict: "inconclusive",
      finding: "nothing learnt",
      explanation:
        "The VPC endpoint on the way to AWS denied it, whatever the deployment's policies say: ask from another network.",
    });
  },
);

test("a denial by the VPC endpoint holds where it is promised", () => {
  const promised = { expect: "denied", by: "vpcEndpoint" } as const;
  expect(judge(promised, predicts("denied"), sees("denied", "vpcEndpoint"), allowed, true).verdict).toBe(
    "pass",
  );
});

test("what a kind of principal may never do is denied with AWS's message for that, or nothing is learnt", () => {
  const never = { expect: "denied", by: "principal" } as const;
  const both = predicts("denied", ["principal", "identity"]);
  expect(judge(never, both, sees("denied"), allowed, true)).toEqual({
    verdict: "inconclusive",
    finding: "nothing learnt",
    explanation:
      "It was denied, but not with the message by which AWS refuses this call to this kind of principal: The reason.",
  });
  expect(judge(never, both, sees("denied", "principal"), allowed, true).verdict).toBe("pass");
});

test("an answer that does not show what it must is broken", () => {
  const promised = { expect: "allowed", shows: "the canary" } as const;
  expect(judge(promised, predicts("allowed"), sees("allowed"), "unneeded", false)).toEqual({
    verdict: "fail",
    finding: "not shown",
    explanation: "The call was allowed, but its answer does not show the canary.",
  });
});

test("a denial means nothing when the control is denied too", () => {
  expect(judge(mustBeDenied, predicts("denied"), sees("denied", "session"), denied, true)).toEqual({
    verdict: "inconclusive",
    finding: "control failed",
    explanation:
      "The operator must be allowed the same call for the denial to mean anything, but that call was denied: no identity-based policy allows it.",
  });
});

test("an observation as promised but not as predicted is inconclusive, and says what may be the cause", () => {
  expect(judge(mustBeDenied, predicts("allowed"), sees("denied", "session"), allowed, true)).toEqual({
    verdict: "inconclusive",
    finding: "not as predicted",
    explanation:
      "The observation is as promised, but the documents in the stack outputs predict allowed: either they are not what is deployed (run `pulumi refresh`), or the evaluator differs from AWS (please report it).",
  });
});

test("an observation of AWS settles what its pages leave open", () => {
  const doubtful = { ...predicts("allowed"), inDoubt: ["everyone-and-session-policy"] } as const;
  const judgement = judge(mustBeDenied, doubtful, sees("denied", "session"), allowed, true);
  expect(judgement).toMatchObject({ verdict: "pass" });
  expect(unsettled(judgement, doubtful, {})).toEqual(judgement);
});

test("an observation of a stand-in for AWS settles nothing that AWS's pages leave open", () => {
  const endpoint = "http://127.0.0.1:8000";
  const doubtful = { ...predicts("denied"), inDoubt: ["everyone-and-session-policy"] } as const;
  const judgement = judge(mustBeDenied, doubtful, sees("denied", "session"), allowed, true);
  expect(unsettled(judgement, doubtful, { endpoint })).toEqual({
    verdict: "inconclusive",
    finding: "in doubt",
    explanation:
      'AWS\'s pages leave open whether an Allow for the principal "*" needs the session policy of a federated user. What answers at http://127.0.0.1:8000 cannot settle that; AWS can.',
  });
  expect(unsettled(judgement, predicts("denied"), { endpoint })).toEqual(judgement);
  const broken = judge(mustBeDenied, doubtful, sees("allowed"), allowed, true);
  expect(unsettled(broken, doubtful, { endpoint })).toMatchObject({ finding: "wrongly allowed" });
});

test("a prediction that could not be made is reported", () => {
  const unknown = { ...predicts("denied"), unknown: "The condition operator Foo is not supported" };
  expect(judge(mustBeDenied, unknown, sees("denied", "session"), allowed, true)).toEqual({
    verdict: "inconclusive",
    finding: "not as predicted",
    explanation:
      "The observation is as promised, but it could not be predicted: The condition operator Foo is not supported.",
  });
});

test.for(["allowed", "denied"] as const)("rejected is inconclusive where %s is promised", (expected) => {
  expect(judge({ expect: expected }, predicts(expected), sees("rejected"), allowed, true)).toEqual({
    verdict: "inconclusive",
    finding: "credentials rejected",
    explanation: "AWS refused the credentials, so it never asked what they may do: the reason.",
  });
});

test.for(["allowed", "denied"] as const)(
  "an inconclusive outcome stays so where %s is promised",
  (expected) => {
    expect(judge({ expect: expected }, predicts(expected), sees("inconclusive"), allowed, true)).toEqual({
      verdict: "inconclusive",
      finding: "nothing learnt",
      explanation: "The reason.",
    });
  },
);

const mustBeRejected = { expect: "rejected", code: "ExpiredToken" } as const;
const rejectedWith = (code: string): Observation => ({
  outcome: "rejected",
  code,
  reason: `${code}: why`,
  shows: [],
});
const predictsRejection: Prediction = { ...predicts("denied"), outcome: "rejected" };

test("a promised rejection with its code holds", () => {
  expect(judge(mustBeRejected, predictsRejection, rejectedWith("ExpiredToken"), allowed, true).verdict).toBe(
    "pass",
  );
});

test("credentials that AWS accepts although it must reject them are broken, whatever the call's outcome", () => {
  for (const outcome of ["allowed", "denied"] as const) {
    expect(judge(mustBeRejected, predictsRejection, sees(outcome), allowed, true)).toEqual({
      verdict: "fail",
      finding: "wrongly accepted",
      explanation: `Its credentials must be rejected with ExpiredToken, but AWS took them, and the call was ${outcome}.`,
    });
  }
});

test("a rejection with another code proves nothing", () => {
  expect(judge(mustBeRejected, predictsRejection, rejectedWith("InvalidToken"), allowed, true)).toEqual({
    verdict: "inconclusive",
    finding: "rejected otherwise",
    explanation: "It must be rejected with ExpiredToken, but the answer is InvalidToken: why.",
  });
});

test("a rejection proves nothing where its control failed", () => {
  expect(judge(mustBeRejected, predictsRejection, rejectedWith("ExpiredToken"), denied, true)).toMatchObject({
    verdict: "inconclusive",
    finding: "control failed",
  });
});

const without = "a session without a policy";

test("an allowance holds where a session without a policy is denied the same call", () => {
  const control: Control = { by: without, outcome: "denied", reason: "no session policy allows it" };
  expect(judge(mustBeAllowed, predicts("allowed"), sees("allowed"), control, true).verdict).toBe("pass");
});

test("an allowance proves nothing where a session without a policy is allowed the same call", () => {
  const control: Control = { by: without, outcome: "allowed", reason: "" };
  expect(judge(mustBeAllowed, predicts("allowed"), sees("allowed"), control, true)).toEqual({
    verdict: "inconclusive",
    finding: "control failed",
    explanation:
      "A session without a policy must be denied the same call for the allowance to mean anything, but it was allowed.",
  });
});

test("an allowance whose control proved nothing is inconclusive", () => {
  const control: Control = { by: without, outcome: "inconclusive", reason: "no answer came in time" };
  expect(judge(mustBeAllowed, predicts("allowed"), sees("allowed"), control, true)).toMatchObject({
    verdict: "inconclusive",
    finding: "control failed",
  });
});

test("a value that the suite cannot know is settled by an allowance that is seen, not by a denial", () => {
  const unknown = 'AWS sets the condition key "aws:UserAgent", and the request does not tell its value.';
  const doubtful = { ...predicts("denied"), unknown, untold: ["aws:UserAgent"] };
  expect(judge(mustBeAllowed, doubtful, sees("allowed"), "unneeded", true).verdict).toBe("pass");
  expect(judge(mustBeDenied, doubtful, sees("denied", "session"), allowed, true)).toEqual({
    verdict: "inconclusive",
    finding: "not as predicted",
    explanation: `The observation is as promised, but it could not be predicted: ${unknown}`,
  });
});
