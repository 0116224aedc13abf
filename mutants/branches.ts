// The branches of a document: each statement, and each value in it, once as if it never matched, once as if it always did.

import { conditionsOf, sayCondition, withConditions } from "./condition.ts";
import {
  type Document,
  elementOf,
  readDocument,
  replaced,
  type Statement,
  without,
  withStatements,
  written,
} from "./statement.ts";

/** A statement or a value of it, and the document in which it never or always matches, JSON text. */
export interface Branch {
  /** The place of the statement, from 0. */
  readonly statement: number;
  /** `Resource arn:aws:s3:::inside`; nothing for the statement as a whole. */
  readonly says: string;
  readonly never: string;
  readonly always: string;
}

/** Every branch of a valid document. `everything` is the pattern of all resources that AWS takes in it. */
export function branchesOf(text: string, everything = "*"): readonly Branch[] {
  const document = readDocument(text);
  return document.Statement.flatMap((statement, place) =>
    partsOf(statement, everything).map(({ says, never, always }) => ({
      ...{ statement: place, says },
      never: withStatement(document, place, never),
      always: withStatement(document, place, always),
    })),
  );
}

const withStatement = (document: Document, place: number, statement: Statement): string =>
  withStatements(document, document.Statement.with(place, statement));

interface Part {
  readonly says: string;
  readonly never: Statement;
  readonly always: Statement;
}

const partsOf = (statement: Statement, everything: string): readonly Part[] => [
  wholeOf(statement, everything),
  ...valuesOf(statement, "Action", "*"),
  ...valuesOf(statement, "Resource", everything),
  ...conditionValuesOf(statement),
];

/** The statement as one that applies to no request: a Deny of no action. */
function silenced(statement: Statement): Statement {
  const { name } = elementOf(statement, "Action") ?? { name: "Action" };
  return { ...replaced(without(statement, "Condition"), name, "*", "NotAction"), Effect: "Deny" };
}

function wholeOf(statement: Statement, everything: string): Part {
  const wide = { Action: "*", Resource: everything };
  const always = Object.entries(wide).reduce(
    (so, [element, value]) => {
      const found = elementOf(so, element);
      return found === undefined ? so : replaced(so, found.name, value, element);
    },
    without(statement, "Condition"),
  );
  return { says: "", never: silenced(statement), always };
}

function valuesOf(statement: Statement, element: string, everything: string): readonly Part[] {
  const { name, values } = elementOf(statement, element) ?? { name: element, values: [] };
  const isNegated = name !== element;
  return values.map((value, place) => {
    const dropped = values.toSpliced(place, 1);
    const kept =
      dropped.length > 0
        ? replaced(statement, name, written(dropped))
        : isNegated
          ? replaced(statement, name, everything, element)
          : silenced(statement);
    const all = replaced(statement, name, written(values.with(place, everything)));
    return { says: `${name} ${value}`, never: kept, always: all };
  });
}

/** Of a condition, a value that never matches is gone; one that always matches is a condition that is met. */
function conditionValuesOf(statement: Statement): readonly Part[] {
  const conditions = conditionsOf(statement);
  return conditions.flatMap((condition, place) =>
    condition.values.map((value, at): Part => {
      const values = condition.values.toSpliced(at, 1);
      const fewer = withConditions(statement, conditions.with(place, { ...condition, values }));
      const met = withConditions(statement, conditions.toSpliced(place, 1));
      return {
        says: `Condition ${sayCondition({ ...condition, values: [value] })}`,
        never: values.length === 0 || fewer === undefined ? silenced(statement) : fewer,
        always: met ?? statement,
      };
    }),
  );
}
