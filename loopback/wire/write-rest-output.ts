// Writes the answer of an S3 operation: status, headers and body, by the schema's http traits.
import { XmlShapeSerializer } from "@aws-sdk/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import { dateToUtcString } from "@smithy/core/serde";
import type { StaticOperationSchema } from "@smithy/types";
import { withReferences } from "./control-characters.ts";
import { services } from "./services.ts";
import type { WireResponse } from "./wire-request.ts";

const settings = {
  timestampFormat: { useTrait: true, default: 5 as const },
  httpBindings: true,
  xmlNamespace: services.s3.xmlNamespace,
  serviceNamespace: "com.amazonaws.s3",
};

/** The HTTP answer for an S3 operation's output. */
export function writeRestOutput(
  schema: StaticOperationSchema,
  output: Readonly<Record<string, unknown>>,
  requestId: string,
): WireResponse {
  const structure = NormalizedSchema.of(schema[5]);
  const headers: Record<string, string> = { "x-amz-request-id": requestId, "x-amz-id-2": requestId };
  const body: Record<string, unknown> = {};
  let payload: { member: NormalizedSchema; value: unknown } | undefined;
  if (structure.isStructSchema()) {
    for (const [name, member] of structure.structIterator()) {
      const value = output[name];
      if (value === undefined) continue;
      const { httpHeader, httpPrefixHeaders, httpPayload } = member.getMergedTraits();
      if (httpHeader) headers[httpHeader.toLowerCase()] = headerText(value);
      else if (httpPrefixHeaders !== undefined) Object.assign(headers, prefixed(httpPrefixHeaders, value));
      else if (httpPayload) payload = { member, value };
      else body[name] = value;
    }
  }
  return { status: statusOf(schema, output), ...bodyOf(structure, body, payload, headers) };
}

/** Where AWS answers otherwise than its schemas say. */
const statuses = new Map([["PutBucketPolicy", 204]]);

/** The status in the http trait, but for ranges: the one answer whose status depends on the output. */
function statusOf(schema: StaticOperationSchema, output: Readonly<Record<string, unknown>>): number {
  const traits = schema[3];
  const status = statuses.get(schema[2]) ?? (typeof traits === "object" ? traits.http?.[2] : undefined);
  return output.ContentRange === undefined ? (status ?? 200) : 206;
}

function bodyOf(
  structure: NormalizedSchema,
  body: Record<string, unknown>,
  payload: { member: NormalizedSchema; value: unknown } | undefined,
  headers: Record<string, string>,
): { body: string | Uint8Array; headers: Record<string, string> } {
  if (payload !== undefined && !payload.member.isStructSchema()) {
    const raw = payload.value instanceof Uint8Array ? payload.value : String(payload.value);
    return { body: raw, headers };
  }
  if (payload === undefined && !hasBodyMembers(structure)) return { body: "", headers };
  const writer = new XmlShapeSerializer(settings);
  writer.write(payload?.member ?? structure, payload?.value ?? body);
  const written = unwrapped(structure, withReferences(String(writer.flush())));
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${written}`;
  return { body: text, headers: { ...headers, "content-type": "application/xml" } };
}

/** GetBucketLocation's only member is the root itself: https://smithy.io/2.0/aws/customizations/s3-customizations.html */
function unwrapped(structure: NormalizedSchema, text: string): string {
  const { xmlName } = structure.getMergedTraits();
  if (xmlName !== "LocationConstraint") return text;
  return text.replace(/<LocationConstraint>(.*)<\/LocationConstraint>(?=<\/LocationConstraint>)/, "$1");
}

function hasBodyMembers(structure: NormalizedSchema): boolean {
  if (!structure.isStructSchema()) return false;
  return [...structure.structIterator()].some(([, member]) => {
    const { httpHeader, httpPrefixHeaders, httpPayload } = member.getMergedTraits();
    return httpHeader === undefined && httpPrefixHeaders === undefined && !httpPayload;
  });
}

function headerText(value: unknown): string {
  return value instanceof Date ? dateToUtcString(value) : String(value);
}

function prefixed(prefix: string, values: unknown): Record<string, string> {
  const entries = Object.entries(values as Record<string, string>);
  return Object.fromEntries(entries.map(([name, value]) => [`${prefix}${name}`, value]));
}
