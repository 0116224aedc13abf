// What to change when a promise is broken: which statement is the cause, and what it should say instead.

import type { ReadingName } from "../../policy/decision/readings.ts";
import { statementInWords } from "../../policy/words/region.ts";
import type { Observation } from "../answers/observation.ts";
import type { DecidingStatement, Prediction } from "../prediction/predict.ts";
import { sayDoubt } from "../prediction/say-doubt.ts";
import type { DenyingPolicy } from "../promises.ts";
import type { Finding } from "../results/judgement.ts";

interface Broken {
  finding: Finding;
  action: string;
  resourceArn: string;
  /** The policy type that must deny it. */
  by?: DenyingPolicy;
  prediction: Prediction;
  observation: Pick<Observation, "by" | "explicit" | "byKey">;
}

/** One line for each thing to know or to do; none when the verdict's explanation is enough. */
export function advise(broken: Broken): readonly string[] {
  switch (broken.finding) {
    case "wrongly allowed":
      return onWronglyAllowed(broken);
    case "wrongly denied":
      return onWronglyDenied(broken);
    case "denied by another policy":
      return onOtherPolicy(broken);
    case "not shown":
      return [
        "Deploy the stack again: the bucket that answered is not the one of the outputs, or its canary is gone.",
      ];
    default:
      return [];
  }
}

function onWronglyAllowed({ action, resourceArn, by, prediction }: Broken): readonly string[] {
  if (prediction.outcome === "denied" && prediction.inDoubt !== undefined) return onDoubt(prediction.inDoubt);
  if (prediction.outcome === "denied")
    return [
      `No document in the stack outputs allows ${action} on ${resourceArn}: a policy was changed or attached outside this stack (a group, a managed policy, a bucket policy). Run \`pulumi refresh\` and look at what differs.`,
    ];
  const { statements } = prediction;
  const culprits = statements.filter(({ policy }) => policy === by);
  const others = statements.filter(({ policy }) => policy !== by);
  const change = narrow(culprits.length > 0 ? culprits : others, action, resourceArn);
  return [...[...culprits, ...others].map(allowedBy), change];
}

function onWronglyDenied({ action, resourceArn, prediction, observation }: Broken): readonly string[] {
  if (observation.byKey) return onKey(prediction.key?.key);
  if (prediction.outcome === "allowed" && prediction.inDoubt !== undefined)
    return onDoubt(prediction.inDoubt);
  if (prediction.outcome === "allowed")
    return [
      "The documents in the stack outputs allow it, so they are not what is deployed: run `pulumi up` again, or, seconds after a deployment, run this again once IAM has caught up.",
    ];
  const title = titleOf(prediction, observation.by ?? prediction.by);
  if (observation.explicit)
    return [
      ...prediction.statements.map((one) => `Denied by ${name(one)}: ${one.text}`),
      `Narrow the Deny in ${title}, so that it does not cover ${action} on ${resourceArn}.`,
    ];
  const missing = JSON.stringify({ Effect: "Allow", Action: action, Resource: resourceArn });
  return [`No statement of ${title} allows ${action} on ${resourceArn}.`, `Add to ${title}: ${missing}`];
}

const onKey = (key = "the key"): readonly string[] => [
  `S3 allows it, but its object is encrypted by ${key}, and reading it needs kms:Decrypt on that key, too.`,
  "Allow kms:Decrypt in the key's policy to the principal itself, or to the account and in every policy of the principal.",
];

const onDoubt = (rules: readonly ReadingName[]): readonly string[] => [
  `${sayDoubt(rules)} Write the policy so that it does not turn on that.`,
];

// The policy that must deny it allows it; only another policy still denies it.
function onOtherPolicy({ action, resourceArn, by, prediction }: Broken): readonly string[] {
  const suspects = prediction.suspects;
  if (by === undefined || suspects.length === 0) return [];
  return [...suspects.map(allowedBy), narrow(suspects, action, resourceArn)];
}

const allowedBy = (one: DecidingStatement): string => `Allowed by ${name(one)}: ${one.text}`;

const name = (one: DecidingStatement): string => `${statementInWords(one)} of ${one.document}`;

function narrow(statements: readonly DecidingStatement[], action: string, resourceArn: string): string {
  const where = [...new Set(statements.map(({ document }) => document))].join(" and ");
  return `In ${where}, take ${action} out of that statement, or narrow its Resource so that it does not cover ${resourceArn}.`;
}

function titleOf({ documents }: Prediction, by: DenyingPolicy): string {
  const title = by === "vpcEndpoint" ? undefined : documents[by];
  return title ?? "the policy that AWS names";
}
