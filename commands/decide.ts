// npm run decide: reads one request a line, writes one decision a line, in order, for the test suites of others.
import { openCatalogue } from "../catalogue/open-catalogue.ts";
import type { Decision, PolicyType } from "../policy/decision.ts";
import { evaluate, missingPolicy, type RequiredPolicy, withoutPolicy } from "../policy/evaluate.ts";
import { explain } from "../policy/explain.ts";
import { type KeyTypes, keyTypes } from "../policy/request/key-types.ts";
import { DocumentError } from "./decide/decision-policies.ts";
import { readDecisionRequest } from "./decide/decision-request.ts";
import { answerLines } from "./shared/answer-lines.ts";
import { parseArguments } from "./shared/parse-arguments.ts";
import { parseLine } from "./shared/parse-line.ts";
import { MAXIMUM_LINE } from "./shared/read-lines.ts";
import { RequestError } from "./shared/request-members.ts";
import { type ExitStatus, runCommand } from "./shared/run-command.ts";

await runCommand(async (): Promise<ExitStatus> => {
  parseArguments({ options: {} });
  const known = keyTypes(await (await openCatalogue()).conditionKeys());
  await answerLines((line) => answer(line, known));
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
    const parsed = parseLine(line);
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
