// What the program wants: the resources in what `pulumi preview --json` prints.
import { isRecord } from "../../policy/is-record.ts";
import { readStateResource, type StateResource } from "./stack-state.ts";

/** The steps whose new state the program asked for; the others are about what it asks for no longer. */
const wanting = new Set(["create", "same", "update", "replace", "create-replacement", "import"]);

/** @throws Error for what is no preview. */
export function readWanted(preview: unknown): readonly StateResource[] {
  const steps = isRecord(preview) ? preview.steps : undefined;
  if (!Array.isArray(steps)) throw new Error("`pulumi preview --json` printed no steps");
  return steps
    .filter(isRecord)
    .filter(({ op, newState }) => wanting.has(String(op)) && isRecord(newState))
    .map(({ urn, newState }) => readStateResource({ ...(isRecord(newState) ? newState : {}), urn }));
}
