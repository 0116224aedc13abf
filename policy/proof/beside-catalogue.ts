// Which actions AWS may ask about resources of which its catalogue says nothing.

import type { Statement } from "../compiled/statement.ts";
import type { CatalogueAction } from "../findings/catalogue.ts";
import { plainTemplate } from "../patterns/template.ts";
import { Budget } from "./limit.ts";
import { arnsOf, isWellKnown } from "./on-resources.ts";
import { findText } from "./texts/find-text.ts";
import { arnShape, glob, type Language, literal } from "./texts/language.ts";

const STEPS = 100_000;

/**
 * The actions of which the catalogue may lack a resource: all but those of the services whose ARNs are well known, and of
 * these, but for S3, the actions of Allows that have no effect by the catalogue. Nobody writes such a statement, but people
 * often name a bucket with the actions on its objects. Throws Limit.
 */
export function besideCatalogue(
  statements: readonly Statement[],
  actions: readonly CatalogueAction[],
): readonly CatalogueAction[] {
  const [known, open] = [actions.filter(isWellKnown), actions.filter((action) => !isWellKnown(action))];
  const budget = new Budget(STEPS);
  const idle = statements.flatMap((statement) => {
    const ofKnown = known.filter(({ name }) => statement.takesAction(name.toLowerCase()));
    if (ofKnown.length === 0 || hasEffect(statement, [...ofKnown, ...open], budget)) return [];
    return ofKnown;
  });
  return [...new Set([...open, ...idle])];
}

function hasEffect(
  { effect, resource, takesAction }: Statement,
  actions: readonly CatalogueAction[],
  budget: Budget,
): boolean {
  if (effect !== "Allow" || resource === undefined || resource.negated) return true;
  const named = resource.values.flatMap((text) => glob(plainTemplate(text.replaceAll(VARIABLE, "*"))));
  return actions.some(
    (action) =>
      takesAction(action.name.toLowerCase()) &&
      (action.name.startsWith("s3:") || findText([named, shapesOf(action)], [], budget) !== undefined),
  );
}

const shapesOf = (action: CatalogueAction): Language => {
  const arns = arnsOf(action);
  return arns.length === 0 ? literal("*") : arns.flatMap(arnShape);
};

const VARIABLE = /\$\{[^}]*\}/g;
