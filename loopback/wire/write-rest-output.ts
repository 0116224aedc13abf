// Writes the answer of an S3 operation: status, headers and body, by the schema's http traits.
import { NormalizedSchema } from "@smithy/core/schema";
import { dateToUtcString } from "@smithy/core/serde";
import type { StaticOperationSchema } from "@smithy/types";
import { withReferences } from "./control-characters.ts";
import { services } from "./services.ts";
import type { WireResponse } from "./wire-request.ts";
import { documentWriter, type Write } from "./xml-writer.ts";

/** Where an operation's output goes in its answer. */
interface Form {
  readonly status: number;
  readonly headers: readonly (readonly [member: string, header: string, write: (value: unknown) => string])[];
  readonly prefixed: readonly (readonly [member: string, prefix: string])[];
  /** The member that is the body; without one, the body is the rest of the output. */
  readonly payload?: string;
  /** Writes a body in XML; undefined where the payload is bytes, or no member is left for a body. */
  readonly xml?: Write;
}

const forms = new WeakMap<StaticOperationSchema, Form>();

/** The HTTP answer for an S3 operation's output. */
export function writeRestOutput(
  schema: StaticOperationSchema,
  output: Readonly<Record<string, unknown>>,
  requestId: string,
): WireResponse {
  const form = forms.get(schema) ?? formOf(schema);
  forms.set(schema, form);
  const headers: Record<string, string> = { "x-amz-request-id": requestId, "x-amz-id-2": requestId };
  for (const [member, header, write] of form.headers) {
    const value = output[member];
    if (value !== undefined) headers[header] = write(value);
  }
  for (const [member, prefix] of form.prefixed)
    for (const [name, value] of Object.entries(output[member] ?? {})) headers[`${prefix}${name}`] = value;
  const status = output.ContentRange === undefined ? form.status : 206;
  return { status, ...bodyOf(form, output, headers) };
}

/** Where AWS's answers differ from its schemas. */
const statuses = new Map(
  [
    "AnalyticsConfiguration",
    "IntelligentTieringConfiguration",
    "InventoryConfiguration",
    "Policy",
    "Tagging",
  ].map((name) => [`PutBucket${name}`, 204]),
);

function formOf(schema: StaticOperationSchema): Form {
  const traits = schema[3];
  const status =
    statuses.get(schema[2]) ?? (typeof traits === "object" ? traits.http?.[2] : undefined) ?? 200;
  const structure = NormalizedSchema.of(schema[5]);
  const members = structure.isStructSchema() ? [...structure.structIterator()] : [];
  const headers = members.flatMap(([name, member]) => {
    const { httpHeader } = member.getMergedTraits();
    const write = member.getSchema() === dateTime ? isoText : headerText;
    return httpHeader ? [[name, httpHeader.toLowerCase(), write] as const] : [];
  });
  const prefixed = members.flatMap(([name, member]) => {
    const { httpPrefixHeaders } = member.getMergedTraits();
    return httpPrefixHeaders === undefined ? [] : [[name, httpPrefixHeaders] as const];
  });
  const [payload, member = structure] = members.find(([, one]) => one.getMergedTraits().httpPayload) ?? [];
  const hasBody = payload !== undefined || members.length > headers.length + prefixed.length;
  const inXml = hasBody && member.isStructSchema();
  return {
    ...{ status, headers, prefixed },
    ...(payload !== undefined && { payload }),
    ...(inXml && { xml: xmlOf(structure, documentWriter(member, services.s3.xmlNamespace, isoText)) }),
  };
}

function bodyOf(
  { payload, xml }: Form,
  output: Readonly<Record<string, unknown>>,
  headers: Record<string, string>,
): Pick<WireResponse, "body" | "headers"> {
  const value = payload === undefined ? output : output[payload];
  if (value === undefined) return { body: "", headers };
  if (xml === undefined) {
    const bytes = value instanceof Uint8Array ? value : String(value);
    return { body: payload === undefined ? "" : bytes, headers };
  }
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${withReferences(xml(value))}`;
  return { body, headers: { ...headers, "content-type": "application/xml" } };
}

/** GetBucketLocation's only member is the root itself: https://smithy.io/2.0/aws/customizations/s3-customizations.html */
function xmlOf(structure: NormalizedSchema, write: Write): Write {
  const { xmlName } = structure.getMergedTraits();
  if (xmlName !== "LocationConstraint") return write;
  const twice = /<LocationConstraint>(.*)<\/LocationConstraint>(?=<\/LocationConstraint>)/;
  return (value) => write(value).replace(twice, "$1");
}

const headerText = (value: unknown): string =>
  value instanceof Date ? dateToUtcString(value) : String(value);

/** The schema of timestamps that are written as ISO 8601 in headers, too. */
const dateTime = 5;
const isoText = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value));
