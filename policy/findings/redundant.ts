// Finds values and statements that another one already covers.
import type { ElementSource, Located, PrincipalSource } from "../language/source.ts";
import { awsIssue, eachStatement, type Found, type Issue, type Rule } from "./finding.ts";
import type { InspectedStatement } from "./inspection.ts";
import { covers, readPattern } from "./patterns.ts";
import { coversResource } from "./resource-patterns.ts";

const ACTION = awsIssue("suggestion", "REDUNDANT_ACTION");
const RESOURCE = awsIssue("suggestion", "REDUNDANT_RESOURCE");
const STATEMENT = awsIssue("suggestion", "REDUNDANT_STATEMENT");

type Covers = (wide: string, narrow: string) => boolean;

const coversAction: Covers = (wide, narrow) =>
  covers(readPattern(wide.toLowerCase()), readPattern(narrow.toLowerCase()));

export const redundantValues = eachStatement(function* ({ action, resource }) {
  yield* redundant(action.values, coversAction, ACTION);
  yield* redundant((resource ?? NO_VALUES).values, coversResource, RESOURCE);
});

function* redundant(values: readonly Located[], covers: Covers, issue: Issue): Iterable<Found> {
  for (const [index, value] of values.entries()) {
    // Of two that say the same, the later one is redundant.
    const wider = values.find(
      (other, at) => covers(other.text, value.text) && (at < index || !covers(value.text, other.text)),
    );
    if (wider === undefined) continue;
    const message =
      wider.text === value.text
        ? `${value.text} is listed here twice; remove one.`
        : `${value.text} adds nothing to ${wider.text}, which takes it in; remove it.`;
    yield { issue, at: value, message };
  }
}

/** A statement whose every request another one of the same effect already covers. */
export const redundantStatement: Rule = function* ({ statements }) {
  for (const [index, statement] of statements.entries()) {
    const wider = statements.findIndex(
      (other, at) => coversStatement(other, statement) && (at < index || !coversStatement(statement, other)),
    );
    const other = statements[wider];
    if (other === undefined) continue;
    const name = other.sid?.text
      ? `statement ${wider + 1} (Sid ${other.sid.text})`
      : `statement ${wider + 1}`;
    const verb = statement.deny ? "denies" : "allows";
    const message = `The statement adds nothing: ${name} ${verb} all that it ${verb}; remove it.`;
    yield { issue: STATEMENT, at: statement, message };
  }
};

function coversStatement(wide: InspectedStatement, narrow: InspectedStatement): boolean {
  return (
    wide.deny === narrow.deny &&
    coversElement(wide.action, narrow.action, coversAction) &&
    coversElement(wide.resource ?? NO_VALUES, narrow.resource ?? NO_VALUES, coversResource) &&
    coversPrincipal(wide.principal, narrow.principal) &&
    wide.conditions.every((one) => narrow.conditions.some((other) => sameCondition(one, other)))
  );
}

// A trust policy names no resource.
const NO_VALUES: Pick<ElementSource, "negated" | "values"> = { negated: false, values: [] };

function coversElement(wide: typeof NO_VALUES, narrow: typeof NO_VALUES, covers: Covers): boolean {
  // Excluding less covers more.
  const [more, less] = wide.negated ? [narrow, wide] : [wide, narrow];
  if (wide.negated !== narrow.negated) return false;
  return less.values.every(({ text }) => more.values.some((value) => covers(value.text, text)));
}

// A policy that is attached to a principal names none.
const NOBODY: Pick<PrincipalSource, "negated" | "everyone" | "named"> = {
  negated: false,
  everyone: false,
  named: [],
};

function coversPrincipal(wide = NOBODY, narrow = NOBODY): boolean {
  const [more, less] = wide.negated ? [narrow, wide] : [wide, narrow];
  if (wide.negated !== narrow.negated) return false;
  if (more.everyone || less.everyone) return more.everyone;
  return less.named.every(({ type, value }) =>
    more.named.some((other) => other.type === type && other.value.text === value.text),
  );
}

type Condition = InspectedStatement["conditions"][number];
function sameCondition(one: Condition, other: Condition): boolean {
  const shape = ({ operator, quantifier, ifExists, key, values }: Condition): string =>
    JSON.stringify([
      operator,
      quantifier,
      ifExists,
      key.text.toLowerCase(),
      values.map(({ text }) => text).sort(),
    ]);
  return shape(one) === shape(other);
}
