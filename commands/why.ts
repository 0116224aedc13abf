// npm run why: one decision for a person: who asks for what, what decides, and what is missing.
import { styleText } from "node:util";
import { openCatalogue } from "../catalogue/open-catalogue.ts";
import { parseArn } from "../policy/arn.ts";
import type { Principal } from "../policy/authorization-request.ts";
import { READINGS, type ReadingName } from "../policy/decision/readings.ts";
import type { PolicyType } from "../policy/decision.ts";
import { statementInWords } from "../policy/words/region.ts";
import { readTarget, type Target } from "../smoke/deployment/target.ts";
import { type Answer, ask, type DecidingStatement } from "../smoke/prediction/ask.ts";
import { parseArguments } from "./shared/parse-arguments.ts";
import { readOutputs } from "./shared/read-outputs.ts";
import { type ExitStatus, runCommand, UsageError } from "./shared/run-command.ts";
import { outsideBucketName, workingTreeTarget } from "./shared/working-tree-target.ts";
import { bucketOf, type Question, readQuestion } from "./why/read-question.ts";

await runCommand(async (): Promise<ExitStatus> => {
  const { values, positionals } = parseArguments({
    options: { outputs: { type: "string" } },
    allowPositionals: true,
  });
  const question = await readQuestion(positionals, await openCatalogue());
  const target =
    values.outputs === undefined ? asIfDeployed(question) : readTarget(await readOutputs(values.outputs));
  const answer = ask(question, target, new Date());
  if ("lack" in answer) {
    throw new UsageError(
      `There is no ${question.principal} here, because ${answer.lack}: give the outputs of a stack that has it, with --outputs.`,
    );
  }
  console.log(linesOf(question, answer).join("\n"));
  if (values.outputs === undefined) console.log(note(target));
  return 0;
});

/** Any bucket in the question counts as the deployment's, whose name is not known yet, except the outside bucket. */
function asIfDeployed({ arn }: Question): Target {
  const asked = bucketOf(arn);
  const bucket = asked === undefined || asked === outsideBucketName ? "federation-bucket" : asked;
  return workingTreeTarget(bucket, parseArn(arn)?.partition ?? "aws");
}

function linesOf(question: Question, { prediction, caller }: Answer): string[] {
  const { principal, action, arn } = question;
  const { outcome, deniedBy, statements, documents, unknown, key, inDoubt = [] } = prediction;
  const allowed = outcome === "allowed";
  const verdict = styleText(["bold", allowed ? "green" : "red"], allowed ? "allowed" : "denied");
  const deniers = deniedBy.includes("principal") ? (["principal"] as const) : deniedBy;
  const missing = statements.length > 0 || allowed ? [] : deniers;
  return [
    `${verdict}  ${principal} ${action} ${arn}`,
    ...(unknown === undefined ? [] : [`  could not be evaluated: ${unknown}`]),
    ...(key?.unknown === undefined ? [] : [`  ${key.unknown}`]),
    ...inDoubt.flatMap(doubtOf),
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
    ...wanted(question, missing, caller),
  ];
}

function doubtOf(rule: ReadingName): string[] {
  const { question, taken, other, sources } = READINGS[rule];
  return [
    `  in doubt (${rule}): AWS's pages leave open ${question}`,
    `    taken here: ${taken}`,
    `    otherwise: ${other}`,
    ...sources.map((source) => `    ${styleText("dim", source)}`),
  ];
}

// The statement that is missing; in a resource policy it also names the principal.
function wanted({ action, arn }: Question, missing: readonly PolicyType[], caller: Principal): string[] {
  if (missing.includes("principal")) return [];
  const asked = { Action: action, Resource: arn };
  const lines: string[] = [];
  if (missing.some((type) => type !== "resource")) {
    lines.push(
      `  each of ${missing.includes("resource") ? "the principal's own" : "these"} would have to hold ${JSON.stringify({ Effect: "Allow", ...asked })}`,
    );
  }
  if (missing.includes("resource") && "arn" in caller) {
    const Principal = { AWS: caller.arn };
    lines.push(
      `  the resource policy would have to hold ${JSON.stringify({ Effect: "Allow", Principal, ...asked })}`,
    );
  }
  return lines;
}

function named(one: DecidingStatement): string {
  return `${statementInWords(one)} of ${one.document}`;
}

function note({ bucket, accountId }: Target): string {
  return styleText(
    "dim",
    `  as this working tree would deploy it, with ${bucket.name} for the bucket and account ${accountId}`,
  );
}
