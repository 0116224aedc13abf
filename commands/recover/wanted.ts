// What the program wants: the resources in what `pulumi preview --json` prints.
import { isRecord } from "../../policy/is-record.ts";
import { readStateResource, type StateResource } from "./stack-state.ts";

/** The steps whose new state the program wants; the other steps are about resources that it no longer wants. */
const wanting = new Set(["create", "same", "update", "replace", "create-replacement", "import"]);

/** @throws Error for a text that is no preview. */
export function readWanted(preview: unknown): readonly StateResource[] {
  const steps = isRecord(preview) ? preview.steps : undefined;
  if (!Array.isArray(steps)) throw new Error("`pulumi preview --json` printed no steps");
  return steps
    .filter(isRecord)
    .filter(({ op, newState }) => wanting.has(String(op)) && isRecord(newState))
    .map(({ urn, newState }) => readStateResource({ ...(isRecord(newState) ? newState : {}), urn }));
}
