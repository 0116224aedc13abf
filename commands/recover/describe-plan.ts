// A plan in words, for the person who decides about it.
import { nameOf } from "./candidates.ts";
import { accessKeyType } from "./identities.ts";
import type { Deletion, Plan } from "./plan.ts";

/** One line for each thing that is found or will be done. */
export function describePlan({ deletions, imports, interrupted, doubts }: Plan, stack: string): string[] {
  return [
    ...interrupted.map(
      ({ type, resource }) =>
        `  interrupted  ${type} ${nameOf(resource.urn)} (${resource.type}): a refresh settles it`,
    ),
    ...deletions.map((deletion) => `  delete       ${describeDeletion(deletion)}`),
    ...imports.map(
      ({ resource, id, namedBy }) =>
        `  import       ${id} as ${nameOf(resource.urn)} (${resource.type}), named by ${namedBy}`,
    ),
    ...doubts.map((doubt) => `  in doubt     ${doubt}`),
    `  then         pulumi up --stack ${stack}, under the guardrails`,
  ];
}

const describeDeletion = ({ type, id, user }: Deletion): string =>
  type === accessKeyType
    ? `the access key ${id} of ${user}: nobody holds its secret`
    : `${id} (${type}), an empty double of what the stack has`;
