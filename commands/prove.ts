// npm run prove: theorems about a deployment, or about documents alone, each for all requests and not for samples.
import { writeFile } from "node:fs/promises";
import { styleText } from "node:util";
import { openCatalogue } from "../catalogue/open-catalogue.ts";
import { proofLines, proofReport } from "../reports/proofs.ts";
import { readTarget, type Target } from "../smoke/deployment/target.ts";
import { type Given, type Proof, proveTheorems } from "../smoke/theorems/prove-theorems.ts";
import { documentsTarget } from "./prove/documents-target.ts";
import { type DocumentFiles, type ProveOptions, readProveOptions } from "./prove/options.ts";
import { readTextFile } from "./shared/read-text-file.ts";
import { type ExitStatus, runCommand } from "./shared/run-command.ts";
import { readSource } from "./smoke/read-source.ts";
import { claimReportFiles } from "./smoke/report-files.ts";

const DOCUMENTS = ["identity", "boundary", "session", "resource"] as const;

await runCommand(async (): Promise<ExitStatus> => {
  const options = readProveOptions(process.argv.slice(2));
  const { target, given } = await readWhatToProve(options);
  const { json } = await claimReportFiles(options.json === undefined ? {} : { json: options.json });
  const catalogue = await openCatalogue();
  const found = await proveTheorems(target, { ...given, catalogue, clock: () => performance.now() });
  const status = statusOf(found.proofs);
  if (json !== undefined) {
    await writeFile(json, `${JSON.stringify(proofReport(found, status, new Date()), null, 2)}\n`);
  }
  const width = Math.min(Math.max(process.stdout.columns ?? 80, 80), 120);
  console.log(proofLines(found, width, styleText));
  return status;
});

interface WhatToProve {
  readonly target: Target;
  readonly given: Pick<Given, "documents" | "sessionPolicy">;
}

async function readWhatToProve({ source, files, account, bucket }: ProveOptions): Promise<WhatToProve> {
  if (files === undefined) return { target: readTarget((await readSource(source)).outputs), given: {} };
  const { session, ...texts } = await readDocuments(files);
  return {
    target: documentsTarget(texts, account, bucket),
    given: {
      documents: DOCUMENTS.filter((name) => files[name] !== undefined),
      ...(session !== undefined && { sessionPolicy: session }),
    },
  };
}

async function readDocuments(files: DocumentFiles): Promise<DocumentFiles> {
  const read = Object.entries(files).map(async ([name, file]) => [name, await readTextFile(file)] as const);
  return Object.fromEntries(await Promise.all(read));
}

// Where nothing was asked, nothing is proved.
function statusOf(proofs: readonly Proof[]): ExitStatus {
  if (proofs.some(({ verdict }) => verdict === "disproved")) return 1;
  return proofs.length === 0 || proofs.some(({ verdict }) => verdict === "unknown") ? 2 : 0;
}
