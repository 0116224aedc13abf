// The policies and tags of a session, packed: its size is counted in this form, and its token holds this form.
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Tags } from "../../policy/authorization-request.ts";
import { remember } from "../../policy/remember.ts";

export interface Carried {
  /** Inline session policies, as sent. */
  readonly policies: readonly string[];
  /** Managed session policies: read at each request, as AWS reads their default versions. */
  readonly policyArns: readonly string[];
  readonly tags: Tags;
}

// The same policies are sent again and again, and packing them costs more than the rest of a session.
const deflated = remember((text) => deflateRawSync(text));

export const pack = ({ policies, policyArns, tags }: Carried): Buffer =>
  deflated(JSON.stringify([policies, policyArns, tags]));

/** @throws Error for bytes that are not packed. */
export function unpack(packed: Uint8Array): Carried {
  const [policies, policyArns, tags] = JSON.parse(inflateRawSync(packed).toString());
  return { policies, policyArns, tags };
}
