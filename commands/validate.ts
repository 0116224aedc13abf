// npm run validate: shows what AWS would refuse in a policy document, and what is wrong with one that AWS accepts.
import { styleText } from "node:util";
import { openCatalogue } from "../catalogue/open-catalogue.ts";
import { findFaults } from "../policy/findings/find-faults.ts";
import { findFindings } from "../policy/findings/find-findings.ts";
import type { PolicyKind } from "../policy/policy-document.ts";
import { parseArguments } from "./shared/parse-arguments.ts";
import { readTextFile } from "./shared/read-text-file.ts";
import { type ExitStatus, runCommand, UsageError } from "./shared/run-command.ts";
import { faultReport, findingReport, type Paper } from "./validate/validation-report.ts";

const USAGE = "npm run validate -- FILE [--kind KIND] [--federated], or - for standard input";
const KINDS: readonly PolicyKind[] = ["identity", "session", "resource", "boundary", "scp", "rcp", "trust"];

const options = { kind: { type: "string", default: "identity" }, federated: { type: "boolean" } } as const;

const NARROWEST = 80;
const WIDEST = 120;

const paper: Paper = {
  width: Math.min(Math.max(process.stdout.columns ?? NARROWEST, NARROWEST), WIDEST),
  // Colours only where the stream is a terminal that wants them (NO_COLOR is honoured).
  paint: (format, text) => styleText(format, text, { stream: process.stdout }),
};

/**
 * 0: AWS accepts the document, and no finding is an error. 1: AWS refuses it, or a finding is an error: then a
 * part of the document cannot work as it says. Security warnings, warnings and suggestions are advice. 3: wrong usage.
 */
await runCommand(async (): Promise<ExitStatus> => {
  const { values, positionals } = parseArguments({ options, allowPositionals: true });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError(`Name one policy document: ${USAGE}.`);
  const kind = readKind(values.kind);
  const subject = { file: path === "-" ? "standard input" : path, kind };
  const text = await readTextFile(path);
  const faults = findFaults(text, kind);
  if (faults.length > 0) {
    process.stdout.write(faultReport(subject, faults, paper));
    return 1;
  }
  const federated = values.federated ?? kind === "session";
  const findings = await findFindings(text, kind, await openCatalogue(), { federated });
  process.stdout.write(findingReport(subject, findings, paper));
  return findings.some(({ severity }) => severity === "error") ? 1 : 0;
});

function readKind(text: string): PolicyKind {
  const kind = KINDS.find((known) => known === text);
  if (kind !== undefined) return kind;
  throw new UsageError(`--kind ${text} is no kind of policy: give one of ${KINDS.join(", ")}.`);
}
