// The policy variables of a question.

import type { Policy } from "../compiled/policy.ts";
import { parseTemplate } from "../patterns/template.ts";
import { policiesIn } from "./open-readings.ts";
import type { Question } from "./question.ts";

/** The keys of all variables that can have a value, by name in lower case. */
export function variablesOf(question: Question): readonly string[] {
  return [...new Set(policiesIn(question).flatMap(variables))];
}

function variables({ version, statements, keyTypes }: Policy): readonly string[] {
  if (version !== "2012-10-17") return [];
  const texts = statements.flatMap(({ resource, conditions }) => [
    ...(resource?.values ?? []),
    ...conditions.flatMap(({ values }) => values),
  ]);
  return texts
    .filter((text) => text.includes("${"))
    .flatMap((text) => {
      const template = parseTemplate(text);
      return "unknown" in template ? [] : template;
    })
    .flatMap((piece) =>
      piece.kind === "variable" && keyTypes(piece.key) !== "multivalued" ? [piece.key] : [],
    );
}
