// What in a request the catalogue of AWS excludes, in words.

import type { AuthorizationRequest } from "../authorization-request.ts";
import { hasKey } from "./action-keys.ts";
import type { KnownActions } from "./known-actions.ts";
import { arnsOf } from "./on-resources.ts";
import { holdsText } from "./texts/automaton.ts";
import { arnShape } from "./texts/language.ts";

/** The end of a sentence: `which has no key aws:x and is on no bucket`. */
export function impossibilities(
  { action: asked, resource, context = {} }: AuthorizationRequest,
  known: KnownActions | undefined,
): string {
  const action = known?.actions.find(({ name }) => name.toLowerCase() === asked.toLowerCase());
  const keys =
    action === undefined || known === undefined
      ? []
      : Object.keys(context).filter((key) => !hasKey(action, known, key));
  const arns = action === undefined ? [] : arnsOf(action);
  const isForeign =
    action !== undefined &&
    (arns.length === 0 ? resource !== "*" : !arns.some((arn) => holdsText(arnShape(arn), resource)));
  const faults = [
    ...keys.map((key) => `which has no key ${key}`),
    ...(isForeign ? [`which is about ${arns.length === 0 ? "no resource but *" : arns.join(" or ")}`] : []),
  ];
  if (faults.length > 0) return faults.join(" and ");
  const names = Object.keys(context).join(", ");
  return names === ""
    ? "without a key that AWS always sends"
    : `with values that AWS does not send together or of another type: ${names}`;
}
