// The verdict on one promise: expectation, prediction and observation compared. Every way in which two of the
// three differ is a finding with a name of its own.
import type { DenyingPolicy } from "./denial.ts";
import type { Observation } from "./outcome.ts";
import type { Prediction } from "./predict.ts";
import type { Promised } from "./promises.ts";

export type Verdict = "pass" | "fail" | "inconclusive";

export type Finding =
  | "holds"
  | "wrongly allowed"
  | "wrongly denied"
  | "denied by another policy"
  | "wrongly accepted"
  | "listed by no promise"
  | "predicted otherwise"
  | "rejected otherwise"
  | "not shown"
  | "not as predicted"
  | "control failed"
  | "credentials rejected"
  | "not caught up"
  | "nothing learnt";

/**
 * The same call by a principal who may make it, for a denial; by one who may not, for an allowance. `uncontrolled`
 * when nobody was there to make it.
 */
export type Control =
  | { outcome: Observation["outcome"]; by: string; reason: string }
  | "uncontrolled"
  | "unneeded";

export interface Judgement {
  verdict: Verdict;
  finding: Finding;
  /** One sentence, for a person. */
  explanation: string;
}

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
      `AWS refused the credentials, so it never asked what they may do: ${observation.reason}.`,
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

// Each of these must allow. Where several do not, AWS names one of them, and does not say which it prefers.
const ALL_MUST_ALLOW: ReadonlySet<DenyingPolicy> = new Set(["identity", "session", "permissionsBoundary"]);

function agree(promised: DenyingPolicy, named: DenyingPolicy, { deniedBy }: Prediction): boolean {
  if (promised === named) return true;
  const layers = ALL_MUST_ALLOW.has(promised) && ALL_MUST_ALLOW.has(named);
  return layers && deniedBy.some((each) => each === promised);
}

// A denial of what nobody may do, or of what is not there, proves nothing; nor does an allowance of what all may do.
function failedControl({ expect }: Expected, control: Control): Judgement | undefined {
  if (typeof control === "string") return undefined;
  if (expect === "allowed") return openToAll(control);
  if (control.outcome === "allowed") return undefined;
  return inconclusive(
    "control failed",
    `${capital(control.by)} must be allowed the same call for the denial to mean anything, but that call was ${control.outcome}: ${control.reason}.`,
  );
}

function openToAll({ by, outcome, reason }: Exclude<Control, string>): Judgement | undefined {
  if (outcome === "denied" || outcome === "rejected") return undefined;
  if (outcome === "allowed")
    return inconclusive(
      "control failed",
      `${capital(by)} must be denied the same call for the allowance to mean anything, but was allowed it.`,
    );
  return inconclusive(
    "control failed",
    `${capital(by)} must be denied the same call for the allowance to mean anything, but nothing was learnt of it: ${reason}.`,
  );
}

function misprediction(outcome: Observation["outcome"], prediction: Prediction): Judgement | undefined {
  if (prediction.unknown !== undefined)
    return inconclusive(
      "not as predicted",
      `The observation is as promised, but it could not be predicted: ${sentence(prediction.unknown)}`,
    );
  if (prediction.outcome === outcome) return undefined;
  return inconclusive(
    "not as predicted",
    `The observation is as promised, but the documents in the stack outputs predict ${prediction.outcome}: either they are not what is deployed (run \`pulumi refresh\`), or the evaluator differs from AWS (please report it).`,
  );
}

const broken = (finding: Finding, explanation: string): Judgement => ({
  verdict: "fail",
  finding,
  explanation,
});

const inconclusive = (finding: Finding, explanation: string): Judgement => ({
  verdict: "inconclusive",
  finding,
  explanation,
});

/** As a sentence of its own: a capital at the front, one full stop at the end. */
const sentence = (text: string): string => capital(/[.!?]$/.test(text) ? text : `${text}.`);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
