// npm run why: one decision for a person: who asks for what, what decides, and what is missing.
import { parseArgs, styleText } from "node:util";
import { openCatalogue } from "../catalogue/open-catalogue.ts";
import { parseArn } from "../policy/arn.ts";
import { compileDocuments } from "../smoke/documents.ts";
import { type DecidingStatement, type Prediction, predict } from "../smoke/predict.ts";
import type { Resource } from "../smoke/resources.ts";
import { readTarget, type Target } from "../smoke/target.ts";
import { readOutputs } from "./read-outputs.ts";
import { bucketOf, type Question, readQuestion } from "./read-question.ts";
import { type ExitStatus, runCommand } from "./run-command.ts";
import { outsideBucketName, workingTreeTarget } from "./working-tree-target.ts";

await runCommand(async (): Promise<ExitStatus> => {
  const { values, positionals } = parseArgs({
    options: { outputs: { type: "string" } },
    allowPositionals: true,
  });
  const question = await readQuestion(positionals, await openCatalogue());
  const target =
    values.outputs === undefined ? asIfDeployed(question) : readTarget(await readOutputs(values.outputs));
  const probe = { action: question.action, context: {} };
  const documents = compileDocuments(target, undefined);
  const prediction = predict(
    question,
    probe,
    resourceOf(question.arn, target),
    target,
    documents,
    new Date(),
  );
  console.log(answer(question, prediction).join("\n"));
  if (values.outputs === undefined) console.log(note(target));
  return 0;
});

/** The bucket asked about is taken for the deployment's own, whose name is random until then; save the outside one. */
function asIfDeployed({ arn }: Question): Target {
  const asked = bucketOf(arn);
  const bucket = asked === undefined || asked === outsideBucketName ? "federation-bucket" : asked;
  return workingTreeTarget(bucket, parseArn(arn)?.partition ?? "aws");
}

function resourceOf(arn: string, { bucket, outsideBucket }: Target): Resource {
  const owner = [bucket, outsideBucket].find(({ name }) => name === bucketOf(arn));
  return { kind: "object", arn, name: arn, ...(owner && { bucket: owner }) };
}

function answer({ principal, action, arn }: Question, prediction: Prediction): string[] {
  const { outcome, deniedBy, statements, documents, unknown } = prediction;
  const allowed = outcome === "allowed";
  const verdict = styleText(["bold", allowed ? "green" : "red"], allowed ? "allowed" : "denied");
  const deniers = deniedBy.includes("principal") ? (["principal"] as const) : deniedBy;
  const missing = statements.length > 0 || allowed ? [] : deniers;
  return [
    `${verdict}  ${principal} ${action} ${arn}`,
    ...(unknown === undefined ? [] : [`  could not be evaluated: ${unknown}`]),
    ...(allowed && prediction.by === "principal" ? ["  no permission is needed for it"] : []),
    ...statements.map(
      (one) => `  ${allowed ? "allowed" : "denied"} by ${named(one)}\n    ${styleText("dim", one.text)}`,
    ),
    ...missing.map((type) =>
      type === "principal"
        ? "  this kind of principal never may, whatever its policies say"
        : documents[type] === undefined
          ? `  missing: there is no ${type} policy to allow it`
          : `  missing: no statement of ${documents[type]} allows it`,
    ),
    ...(missing.length > 0 && !missing.includes("principal")
      ? [
          `  each of these would have to hold ${JSON.stringify({ Effect: "Allow", Action: action, Resource: arn })}`,
        ]
      : []),
  ];
}

function named({ document, statement, sid }: DecidingStatement): string {
  return `statement ${statement + 1}${sid ? ` (Sid ${sid})` : ""} of ${document}`;
}

function note({ bucket, accountId }: Target): string {
  return styleText(
    "dim",
    `  as this working tree would deploy it, with ${bucket.name} for the bucket and account ${accountId}`,
  );
}
