// Reads one line of `npm run compare`: two policies of one kind.

import type { Policy } from "../../policy/compiled/policy.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import { PolicyError } from "../../policy/policy-error.ts";
import { type DocumentKind, PARSED_AS } from "../../policy/proof/documents.ts";
import type { KeyTypes } from "../../policy/request/key-types.ts";
import { escapedJson } from "../shared/escaped-json.ts";
import { type Members, object, onlyKnown, RequestError, text } from "../shared/request-members.ts";

interface Pair {
  readonly kind: DocumentKind;
  readonly a: Policy;
  readonly b: Policy;
}

/** @throws RequestError for an unknown member or kind, or a policy that AWS would refuse */
export function readPair(line: Members, types: KeyTypes): Pair {
  onlyKnown(line, ["id", "kind", "a", "b"], "the line");
  const kind = text(line.kind, "kind");
  if (!isKind(kind)) {
    throw new RequestError(`kind is "${kind}", but it must be one of ${Object.keys(PARSED_AS).join(", ")}.`);
  }
  return { kind, a: policy(line.a, "a", kind, types), b: policy(line.b, "b", kind, types) };
}

const isKind = (kind: string): kind is DocumentKind => Object.hasOwn(PARSED_AS, kind);

function policy(document: unknown, name: string, kind: DocumentKind, keyTypes: KeyTypes): Policy {
  const json = escapedJson(object(document, name));
  try {
    // Quotas depend on how a document is attached, which a line does not say.
    return parsePolicy(json, PARSED_AS[kind], { quota: Number.POSITIVE_INFINITY, keyTypes });
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new RequestError(`The policy ${name} is no valid document, at ${error.path}: ${error.detail}`);
  }
}
