// Reads the input of an S3 operation from labels, query, headers and body, by the schema's http traits.
// https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
import { XmlShapeDeserializer } from "@aws-sdk/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import type { Schema, StaticOperationSchema } from "@smithy/types";
import { AwsError } from "../aws-error.ts";
import { readScalar } from "./read-scalar.ts";
import type { Route } from "./route-request.ts";
import { services } from "./services.ts";
import type { WireRequest } from "./wire-request.ts";

/** The SDK's reader, which takes any text for a boolean, and the empty one for a number. */
class StrictXml extends XmlShapeDeserializer {
  override readSchema(schema: Schema, value: unknown): unknown {
    const scalar = NormalizedSchema.of(schema);
    if (typeof value === "string" && (scalar.isBooleanSchema() || scalar.isNumericSchema()))
      return readScalar(scalar, value, malformed);
    return super.readSchema(schema, value);
  }
}

const malformed = () =>
  new AwsError(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );

const xml = new StrictXml({
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: true,
  xmlNamespace: services.s3.xmlNamespace,
  serviceNamespace: "com.amazonaws.s3",
});

/**
 * The input of an S3 operation.
 * @throws AwsError InvalidArgument for a header or query value of the wrong type, MalformedXML for a body that is not
 * the structure expected.
 */
export function readRestInput(
  schema: StaticOperationSchema,
  request: WireRequest,
  route: Route,
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, member] of NormalizedSchema.of(schema[4]).structIterator()) {
    const value = readMember(name, member, request, route);
    if (value !== undefined) input[name] = value;
  }
  return input;
}

function readMember(name: string, member: NormalizedSchema, request: WireRequest, route: Route): unknown {
  const traits = member.getMergedTraits();
  if (traits.httpLabel) return name === "Bucket" ? route.bucket : route.key;
  if (traits.httpQuery) return readText(name, member, request.query.get(traits.httpQuery)?.[0]);
  if (traits.httpHeader) return readText(name, member, request.headers[traits.httpHeader.toLowerCase()]);
  if (traits.httpPrefixHeaders !== undefined) return readPrefixed(traits.httpPrefixHeaders, request);
  if (traits.httpPayload)
    return member.isStructSchema() ? readXml(member, request.body) : readRaw(member, request.body);
  return undefined;
}

function readText(name: string, member: NormalizedSchema, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  const refuse = () =>
    new AwsError("InvalidArgument", `Invalid value for ${name}`, { ArgumentName: name, ArgumentValue: text });
  return readScalar(member, text, refuse);
}

function readPrefixed(prefix: string, request: WireRequest): Record<string, string> {
  const start = prefix.toLowerCase();
  const entries = Object.entries(request.headers).filter(([name]) => name.startsWith(start));
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(start.length), value]));
}

function readRaw(member: NormalizedSchema, body: Buffer): Buffer | string {
  return member.isBlobSchema() ? body : body.toString();
}

/** A thousand keys of the greatest length, escaped, or ten thousand parts with a checksum each, are below it. */
const maximumXml = 8 * 1024 * 1024;

function readXml(member: NormalizedSchema, body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (body.length > maximumXml) throw new AwsError("MaxMessageLengthExceeded", "Your request was too big.");
  const text = body.toString();
  // The SDK's reader takes any root and skips a document type: neither is part of any S3 body.
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw malformed();
  const root = /^\s*(?:<\?xml[^>]*\?>)?\s*<([\w:.-]+)/.exec(text)?.[1];
  if (root !== (member.getMergedTraits().xmlName ?? member.getName())) throw malformed();
  try {
    return xml.read(member, body);
  } catch {
    throw malformed();
  }
}
