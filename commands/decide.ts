// npm run decide: reads one request a line, writes one decision a line, in order, for the test suites of others.
import { once } from "node:events";
import { fstatSync } from "node:fs";
import { parseArgs } from "node:util";
import { openCatalogue } from "../catalogue/open-catalogue.ts";
import type { Decision, PolicyType } from "../policy/decision.ts";
import { evaluate, missingPolicy, type RequiredPolicy, withoutPolicy } from "../policy/evaluate.ts";
import { explain } from "../policy/explain.ts";
import { JsonError, parseJson } from "../policy/language/json.ts";
import { type KeyTypes, keyTypes } from "../policy/request/key-types.ts";
import { DocumentError } from "./decide/decision-policies.ts";
import { readDecisionRequest } from "./decide/decision-request.ts";
import { parseExact } from "./decide/exact-json.ts";
import { MAXIMUM_LINE, readLines } from "./decide/read-lines.ts";
import { object, RequestError } from "./decide/request-members.ts";
import { type ExitStatus, runCommand, UsageError } from "./shared/run-command.ts";

const SPACE: ReadonlySet<number> = new Set(Buffer.from(" \t\r"));

const utf8 = new TextDecoder("utf-8", { fatal: true });

await runCommand(async (): Promise<ExitStatus> => {
  parseArgs({ options: {} });
  if (fstatSync(process.stdin.fd).isDirectory())
    throw new UsageError("Standard input is a directory: give a file of requests, one JSON object a line.");
  // The reader may stop early, as `head` does.
  process.stdout.on("error", () => process.exit(0));
  const known = keyTypes(await (await openCatalogue()).conditionKeys());
  for await (const line of readLines(process.stdin)) {
    if (line?.every((byte) => SPACE.has(byte))) continue;
    if (!process.stdout.write(`${JSON.stringify(answer(line, known))}\n`))
      await once(process.stdout, "drain");
  }
  return 0;
});

type Denied = { readonly id: unknown; readonly message: string } & Decision;

type Answer =
  | Denied
  // A role or a KMS key whose policy the request does not hold.
  | (Denied & { readonly missing: RequiredPolicy })
  | { readonly id: unknown; readonly error: string };

/** Never throws: a line that is no valid request is answered with an error and does not stop the stream. */
function answer(line: Uint8Array | undefined, known: KeyTypes): Answer {
  if (line === undefined) return { id: null, error: `The line is longer than ${MAXIMUM_LINE} bytes.` };
  let id: unknown = null;
  try {
    const parsed = parseObject(line);
    id = parsed.id ?? null;
    const { request, policies } = readDecisionRequest(parsed, known);
    const decision = evaluate(request, policies);
    const missing = missingPolicy(request, policies, decision);
    return missing === undefined
      ? { id, ...decision, message: explain(request, decision) }
      : { ...refused(id, "resource", withoutPolicy(missing)), missing };
  } catch (error) {
    if (error instanceof DocumentError) return refused(id, error.policy, error.message);
    if (error instanceof RequestError) return { id, error: error.message };
    throw error;
  }
}

/** A request with a document that AWS would refuse is denied: a Deny in the document must not be lost. */
function refused(id: unknown, decidedBy: PolicyType, error: string): Denied {
  return { id, decision: "implicitDeny", decidedBy, because: [], error, message: error };
}

/** JSON.parse keeps the last of two equal keys, and so could lose a Deny: policy/'s own reader refuses both. */
function parseObject(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const line = textOf(bytes);
  try {
    parseJson(line);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new RequestError(`The line is not JSON, at ${error.path}: ${error.message}`);
  }
  return { ...object(parseExact(line), "The line") };
}

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new RequestError("The line is not UTF-8 text.");
  }
}
