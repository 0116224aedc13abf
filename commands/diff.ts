// npm run diff: what access a change of policies adds and takes away, proved for all requests.
import { openCatalogue } from "../catalogue/open-catalogue.ts";
import { type DocumentKind, PARSED_AS } from "../policy/proof/documents.ts";
import { keyTypes } from "../policy/request/key-types.ts";
import { answerPairs } from "./compare/answer-pairs.ts";
import { findApproval } from "./diff/approval.ts";
import { type Comparison, compareDocuments } from "./diff/compare-documents.ts";
import { compareOutputs } from "./diff/compare-outputs.ts";
import { jsonReportOf } from "./diff/json-report.ts";
import { readPairs } from "./diff/pairs.ts";
import { type Approval, reportOf } from "./diff/report.ts";
import { openSource, type Source } from "./diff/source.ts";
import { statusOf, widens } from "./diff/verdict.ts";
import { parseArguments } from "./shared/parse-arguments.ts";
import { type ExitStatus, runCommand, UsageError } from "./shared/run-command.ts";
import { toWidth } from "./shared/to-width.ts";

const USAGE =
  "npm run diff -- BEFORE AFTER, each a file (a policy or stack outputs), a folder, a name of git or - for standard input";

const options = {
  kind: { type: "string" },
  "allow-widening": { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  jsonl: { type: "boolean", default: false },
} as const;

await runCommand(async (): Promise<ExitStatus> => {
  const { values, positionals } = parseArguments({ options, allowPositionals: true });
  if (values.jsonl) return await streamed(values, positionals);
  const [before, after, ...more] = positionals;
  if (before === undefined || after === undefined || more.length > 0) {
    const hint = values.json ? " (--json takes no file: the report is printed)" : "";
    throw new UsageError(`Name what to compare: ${USAGE}${hint}.`);
  }
  if (before === "-" && after === "-") throw new UsageError("Only one side can be standard input.");
  const sources = { before: await openSource(before), after: await openSource(after) };
  const comparisons = await compare(sources, readKind(values.kind));
  const approval = await approvalOf(values["allow-widening"], comparisons, sources);
  const report = values.json
    ? `${JSON.stringify(jsonReportOf(comparisons, approval), undefined, 2)}\n`
    : toWidth(reportOf(comparisons, approval));
  process.stdout.write(report);
  return statusOf(comparisons, approval !== undefined);
});

interface Sources {
  readonly before: Source;
  readonly after: Source;
}

async function streamed(
  { kind, json, "allow-widening": isAllowed }: { kind?: string; json: boolean; "allow-widening": boolean },
  positionals: readonly string[],
): Promise<ExitStatus> {
  if (positionals.length > 0 || kind !== undefined || json || isAllowed) {
    throw new UsageError(
      "--jsonl reads pairs from standard input and takes nothing else: each line says its kind.",
    );
  }
  await answerPairs();
  return 0;
}

function readKind(text: string | undefined): DocumentKind | undefined {
  const kinds = Object.keys(PARSED_AS).filter((kind): kind is DocumentKind => kind in PARSED_AS);
  const kind = kinds.find((known) => known === text);
  if (kind !== undefined || text === undefined) return kind;
  throw new UsageError(`--kind ${text} is no kind of policy: give one of ${kinds.join(", ")}.`);
}

async function compare({ before, after }: Sources, kind: DocumentKind | undefined): Promise<Comparison[]> {
  const catalogue = await openCatalogue();
  const types = keyTypes(await catalogue.conditionKeys());
  const pairs = await readPairs(before, after, kind);
  if ("outputs" in pairs) return await compareOutputs(pairs.outputs, catalogue, types);
  const comparisons: Comparison[] = [];
  for (const pair of pairs.documents) comparisons.push(...(await compareDocuments(pair, catalogue, types)));
  if (pairs.leftOut.length > 0) {
    console.error(`Not compared, because they hold no policy: ${pairs.leftOut.join(", ")}.`);
  }
  return comparisons;
}

async function approvalOf(
  isAllowed: boolean,
  comparisons: readonly Comparison[],
  { before, after }: Sources,
): Promise<Approval | undefined> {
  if (!comparisons.some(widens)) return undefined;
  if (isAllowed) return { by: "--allow-widening" };
  const reason = await findApproval(before, after);
  return reason === undefined ? undefined : { by: "commit", reason };
}
