// A region of requests as a policy that only describes it: none of AWS's checks of documents applies.

import { indexActions } from "../compiled/action-index.ts";
import { compileStatement } from "../compiled/compile-statement.ts";
import type { Policy } from "../compiled/policy.ts";
import type { ElementSource } from "../language/source.ts";
import type { Element } from "../policy-document.ts";

/** The requests for some actions on some resources, as a document of that policy's version reads them. */
export function regionPolicy(
  { version, keyTypes }: Pick<Policy, "version" | "keyTypes">,
  { action, resource }: { readonly action: Element; readonly resource: Element },
): Policy {
  const source = {
    ...{ ...NOWHERE, sid: undefined, principal: undefined, conditions: [] },
    effect: { text: "Allow", ...NOWHERE },
    action: sourceOf(action),
    resource: sourceOf(resource),
  };
  const reading = { text: "", kind: "identity" } as const;
  const statements = [compileStatement(reading, source, 0, version, keyTypes)];
  return { kind: "identity", version, statements, select: indexActions(statements), keyTypes };
}

const NOWHERE = { offset: 0, path: "$" };

const sourceOf = ({ negated, values }: Element): ElementSource => ({
  ...{ negated, ...NOWHERE },
  values: values.map((text) => ({ text, ...NOWHERE })),
});
