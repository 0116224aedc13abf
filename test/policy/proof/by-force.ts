// A random question, answered by a proof and by asking evaluate about requests of a small world.

import type { AuthorizationRequest } from "../../../policy/authorization-request.ts";
import type { Decision } from "../../../policy/decision.ts";
import { evaluate } from "../../../policy/evaluate.ts";
import { PolicyError } from "../../../policy/policy-error.ts";
import type { Answer } from "../../../policy/proof/answer.ts";
import type { DocumentKind } from "../../../policy/proof/documents.ts";
import { requests, sentBy } from "./brute-force.ts";
import { Random } from "./random.ts";
import { documentQuestion, resourceQuestion } from "./random-document-questions.ts";
import { promisedQuestion } from "./random-promised-questions.ts";
import type { RandomQuestion } from "./random-question.ts";
import { callersQuestion, layersQuestion } from "./random-set-questions.ts";

export type QuestionKind = DocumentKind | "layers" | "two callers" | "promised";

export interface Outcome {
  readonly answer: Answer;
  /** What refutes the answer: a request that A allows and B does not, or a witness that is none. */
  readonly refutation: AuthorizationRequest | undefined;
  readonly written: string;
}

/** Undefined where the documents are no valid policies. `most` requests are asked at most. */
export function byForce(kind: QuestionKind, seed: number, most: number): Outcome | undefined {
  const random = new Random(seed);
  const question = randomQuestion(kind, random);
  if (question === undefined) return undefined;
  const answer = question.answer();
  return { answer, written: question.written, refutation: refute(kind, question, answer, random, most) };
}

function refute(
  kind: QuestionKind,
  question: RandomQuestion,
  { verdict, witness }: Answer,
  random: Random,
  most: number,
): AuthorizationRequest | undefined {
  if (verdict === "contained") {
    return requests(question, random, most).find((request) => isBeyond(decide(question, request, sentBy)));
  }
  // The witness of two callers is what the first of them sends.
  if (verdict !== "not contained" || kind === "two callers" || witness === undefined) return undefined;
  const { a, b } = decide(question, witness, (_, request) => request);
  return a?.decision === "allowed" && b?.decision !== "allowed" ? undefined : witness;
}

type Decided = Partial<Readonly<Record<"a" | "b", Decision>>>;

// B is not asked about what A denies.
function decide({ sides }: RandomQuestion, request: AuthorizationRequest, sent: typeof sentBy): Decided {
  const [a, b] = sides(request) ?? [];
  if (a === undefined || b === undefined) return {};
  const byA = evaluate(sent(a.principal, request), a.policies);
  if (byA.decision !== "allowed") return { a: byA };
  return { a: byA, b: evaluate(sent(b.principal, request), b.policies) };
}

// Whether A allows what B does not, by the readings that are taken; or by every reading, where B does not by some.
const isBeyond = ({ a, b }: Decided): boolean =>
  b !== undefined && (b.decision !== "allowed" || (a?.inDoubt === undefined && b.inDoubt !== undefined));

function randomQuestion(kind: QuestionKind, random: Random): RandomQuestion | undefined {
  try {
    if (kind === "layers") return layersQuestion(random);
    if (kind === "two callers") return callersQuestion(random);
    if (kind === "promised") return promisedQuestion(random);
    return kind === "resource" ? resourceQuestion(random) : documentQuestion(kind, random);
  } catch (error) {
    if (error instanceof PolicyError) return undefined;
    throw error;
  }
}
