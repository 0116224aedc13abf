// Every action of AWS, for the closed world of the smoke suite.
import { openCatalogue } from "../../catalogue/open-catalogue.ts";
import type { SmokeOptions } from "../../smoke/run-smoke.ts";

/** Reads the names; the forms of an action's ARNs are read when they are asked for. */
export async function everyAction(): Promise<NonNullable<SmokeOptions["actions"]>> {
  const catalogue = await openCatalogue();
  return {
    names: await catalogue.actionNames(),
    arnForms: async (name) => (await catalogue.action(name))?.resourceTypes.map(({ arn }) => arn) ?? [],
  };
}
