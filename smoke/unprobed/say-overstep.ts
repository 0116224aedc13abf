// What the documents allow and no promise lists, as a row and in words.

import type { AuthorizationRequest } from "../../policy/authorization-request.ts";
import type { ReadingName } from "../../policy/decision/readings.ts";
import type { Answer } from "../../policy/proof/answer.ts";
import type { KnownActions } from "../../policy/proof/known-actions.ts";
import { statementText } from "../prediction/documents.ts";
import { sayDoubt } from "../prediction/say-doubt.ts";
import { sayStatement, some } from "../prediction/say-statement.ts";
import type { Side } from "../prediction/sides.ts";
import type { UnlistedRow } from "../results/row-result.ts";
import type { Overstep } from "./overstep.ts";

interface Found {
  readonly principal: string;
  readonly side: Pick<Side, "caller" | "place">;
  readonly answer: Answer;
  /** Undefined where no statement can be named. */
  readonly overstep: Overstep | undefined;
  /** The open rules of AWS by whose other reading the request is denied. */
  readonly inDoubt?: readonly ReadingName[];
}

/** The row of one statement that oversteps, or of what cannot be proved. */
export function rowOfOverstep(found: Found, known: KnownActions): UnlistedRow {
  const { principal, answer, overstep, inDoubt } = found;
  const { verdict, witness } = answer;
  return {
    principal,
    action: actionOf(found),
    resource: resourceOf(witness),
    expect: "denied",
    verdict: verdict === "unknown" || inDoubt !== undefined ? "inconclusive" : "fail",
    finding: "listed by no promise",
    explanation: verdict === "unknown" ? sayUnknown(found) : sayFound(found, known),
    advice: [
      ...(overstep === undefined ? [] : [`Allowed by ${place(overstep)}: ${textOf(overstep)}`]),
      verdict === "unknown"
        ? "Write that condition so that it can be proved, or promise what it allows in smoke/promises.ts."
        : "List it in smoke/promises.ts if it is meant; otherwise narrow that statement.",
    ],
  };
}

/** The row that says that there are more findings about a principal than are shown. */
export const rowOfMore = (found: Found, shown: number): UnlistedRow => ({
  ...{ principal: found.principal, action: actionOf(found), resource: resourceOf(found.answer.witness) },
  ...{ expect: "denied", verdict: "fail", finding: "listed by no promise" },
  explanation: `And more: besides these ${shown} statements, others allow what no promise lists.`,
  advice: ["Narrow the statements that are shown, and run it again."],
});

const resourceOf = ({ resource }: Partial<AuthorizationRequest> = {}): string =>
  resource === undefined || resource === "*" ? "the account" : resource;

const actionOf = ({ answer, overstep }: Found): string =>
  answer.witness?.action ?? (overstep === undefined ? "*" : some(overstep.statement.action.values));

const textOf = ({ document, place: index }: Overstep): string => statementText(document, index);

const place = ({ document, place: index, statement }: Overstep): string =>
  `statement ${index + 1}${statement.sid === undefined ? "" : ` (Sid ${statement.sid})`} of ${document.title}`;

function sayFound({ side, answer, overstep, inDoubt }: Found, known: KnownActions): string {
  const doubt = inDoubt === undefined ? "" : ` ${sayDoubt(inDoubt)}`;
  const promised =
    answer.verdict === "contained but for unknown names"
      ? "No promise lists what AWS may add to that: promise it with a pattern, if it is meant."
      : "No promise lists it.";
  const asked = `${side.caller} may call ${sayRequest(answer.witness)}`;
  if (overstep === undefined) return `The documents allow it: ${asked}. ${promised}${doubt}`;
  const name = overstep.statement.sid ?? `${overstep.place + 1}`;
  return `Statement ${name} of ${overstep.document.title} allows ${sayStatement(overstep.statement)}${sayKnown(overstep, known)}. ${promised} For example, ${asked}.${doubt}`;
}

// Only of patterns: a written list says itself what it takes in.
function sayKnown({ statement }: Overstep, { actions }: KnownActions): string {
  const { negated, values } = statement.action;
  if (negated || values.includes("*") || !values.some((value) => /[*?]/.test(value))) return "";
  const names = actions.map(({ name }) => name).filter((name) => statement.takesAction(name.toLowerCase()));
  return `, ${names.length} known action${names.length === 1 ? "" : "s"}${names.length === 0 ? "" : ` (${some(names)})`}`;
}

function sayRequest(witness: AuthorizationRequest | undefined): string {
  if (witness === undefined) return "it";
  const context = Object.entries(witness.context ?? {}).map(
    ([key, value]) => `${key}=${[value].flat().join(",")}`,
  );
  return `${witness.action} on ${witness.resource}${context.length === 0 ? "" : ` with ${context.join(", ")}`}`;
}

const sayUnknown = ({ side, answer }: Found): string =>
  `Whether ${side.caller} may do ${side.place} what no promise lists could not be proved: ${answer.why ?? "the proof gave no reason"}`;
