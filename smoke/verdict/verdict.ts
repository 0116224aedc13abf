// The verdict on one promise: expectation, prediction and observation compared. Every way in which two of the
// three differ is a finding with a name of its own.

import type { Observation } from "../answers/observation.ts";
import type { Prediction } from "../prediction/predict.ts";
import type { DenyingPolicy, Promised } from "../promises.ts";
import { broken, inconclusive, type Judgement, sentence } from "../results/judgement.ts";
import type { Control } from "../results/row-result.ts";
import { failedControl } from "./failed-control.ts";

type Expected = Pick<Promised, "expect" | "by" | "code" | "shows">;

/** How a sentence calls each policy type. */
export const POLICY_WORDS: Readonly<Record<DenyingPolicy, string>> = {
  identity: "an identity policy",
  session: "the session policy",
  resource: "a resource policy",
  permissionsBoundary: "a permissions boundary",
  serviceControl: "a service control policy",
  resourceControl: "a resource control policy",
  vpcEndpoint: "a VPC endpoint policy",
  principal: "the kind of principal",
};

/**
 * Compares what must be, what was predicted and what was seen. `shown` says whether the answer shows what the
 * promise wants to see.
 */
export function judge(
  expected: Expected,
  prediction: Prediction,
  observation: Observation,
  control: Control,
  shown: boolean,
): Judgement {
  const { outcome } = observation;
  if (outcome === "rejected" && expected.expect !== "rejected")
    return inconclusive(
      "credentials rejected",
      sentence(`AWS refused the credentials, so it never asked what they may do: ${observation.reason}`),
    );
  if (outcome === "inconclusive") return inconclusive("nothing learnt", sentence(observation.reason));
  return (
    disagreement(expected, prediction, observation, shown) ??
    failedControl(expected, control) ??
    misprediction(outcome, prediction) ?? { verdict: "pass", finding: "holds", explanation: "" }
  );
}

function disagreement(
  expected: Expected,
  prediction: Prediction,
  observation: Observation,
  shown: boolean,
): Judgement | undefined {
  const { outcome, by } = observation;
  if (expected.expect === "rejected") return notRejected(expected, observation);
  if (by === "vpcEndpoint" && expected.by !== by)
    return inconclusive(
      "nothing learnt",
      "The VPC endpoint on the way to AWS denied it, whatever the deployment's policies say: ask from another network.",
    );
  if (outcome === "denied" && expected.by === "principal" && by === undefined)
    return inconclusive(
      "nothing learnt",
      `It was denied, but not with the message by which AWS refuses this call to this kind of principal: ${sentence(observation.reason)}`,
    );
  if (expected.expect === "denied" && observation.byKey)
    return broken(
      "wrongly allowed",
      `It must be denied, but S3 allowed it: only KMS refused to decrypt for it (${observation.reason}).`,
    );
  if (outcome === "allowed" && expected.expect === "denied")
    return broken("wrongly allowed", "It must be denied, but it was allowed.");
  if (outcome === "denied" && expected.expect === "allowed")
    return broken("wrongly denied", `It must be allowed, but it was denied: ${observation.reason}.`);
  if (
    outcome === "denied" &&
    expected.by !== undefined &&
    by !== undefined &&
    !agree(expected.by, by, prediction)
  )
    return broken(
      "denied by another policy",
      `It must be denied by ${POLICY_WORDS[expected.by]}, but AWS names ${POLICY_WORDS[by]}: what must stop it does not.`,
    );
  if (!shown)
    return broken("not shown", `The call was allowed, but its answer does not show ${expected.shows}.`);
  return undefined;
}

function notRejected({ code }: Expected, { outcome, ...seen }: Observation): Judgement | undefined {
  if (outcome !== "rejected")
    return broken(
      "wrongly accepted",
      `Its credentials must be rejected with ${code}, but AWS took them, and the call was ${outcome}.`,
    );
  if (seen.code === code) return undefined;
  return inconclusive(
    "rejected otherwise",
    `It must be rejected with ${code}, but the answer is ${seen.reason}.`,
  );
}

// Each of these must allow. Where several do not, AWS names one of them, and does not document which.
const ALL_MUST_ALLOW: ReadonlySet<DenyingPolicy> = new Set(["identity", "session", "permissionsBoundary"]);

function agree(promised: DenyingPolicy, named: DenyingPolicy, { deniedBy }: Prediction): boolean {
  if (promised === named) return true;
  const layers = ALL_MUST_ALLOW.has(promised) && ALL_MUST_ALLOW.has(named);
  return layers && deniedBy.some((each) => each === promised);
}

function misprediction(outcome: Observation["outcome"], prediction: Prediction): Judgement | undefined {
  // A denial may hang on the address or the client of this run; that it may be allowed is seen.
  if (outcome === "allowed" && prediction.untold !== undefined) return undefined;
  if (prediction.unknown !== undefined)
    return inconclusive(
      "not as predicted",
      `The observation is as promised, but it could not be predicted: ${sentence(prediction.unknown)}`,
    );
  if (prediction.key?.unknown !== undefined)
    return inconclusive(
      "not as predicted",
      `The observation is as promised, but it could not be predicted: ${prediction.key.unknown}`,
    );
  if (prediction.key?.outcome === "denied")
    return inconclusive(
      "not as predicted",
      `The observation is as promised, but the documents and the key's policy predict that KMS refuses to decrypt for it with ${prediction.key.key}: the evaluator differs from AWS (please report it), or the key's policy was changed in between.`,
    );
  // What was observed settles what AWS's pages leave open.
  if (prediction.outcome === outcome || prediction.inDoubt !== undefined) return undefined;
  return inconclusive(
    "not as predicted",
    `The observation is as promised, but the documents in the stack outputs predict ${prediction.outcome}: either they are not what is deployed (run \`pulumi refresh\`), or the evaluator differs from AWS (please report it).`,
  );
}
