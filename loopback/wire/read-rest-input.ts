// Reads the input of an S3 operation from labels, query, headers and body, by the schema's http traits.
// https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";
import { AwsError } from "../aws-error.ts";
import { readScalar } from "./read-scalar.ts";
import { readXml } from "./read-xml.ts";
import type { Route } from "./route.ts";
import type { WireRequest } from "./wire-request.ts";

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
  const members = readers.get(schema) ?? readersOf(schema);
  readers.set(schema, members);
  const input: Record<string, unknown> = {};
  for (const [name, read] of members) {
    const value = read(request, route);
    if (value !== undefined) input[name] = value;
  }
  return input;
}

type Read = (request: WireRequest, route: Route) => unknown;

/** The members of each operation's input, each with the place that it is read from. */
const readers = new WeakMap<StaticOperationSchema, readonly (readonly [member: string, read: Read])[]>();

const readersOf = (schema: StaticOperationSchema) =>
  [...NormalizedSchema.of(schema[4]).structIterator()].map(
    ([name, member]) => [name, readerOf(name, member)] as const,
  );

function readerOf(name: string, member: NormalizedSchema): Read {
  const { httpLabel, httpQuery, httpHeader, httpPrefixHeaders, httpPayload } = member.getMergedTraits();
  if (httpLabel) return name === "Bucket" ? (_, { bucket }) => bucket : (_, { key }) => key;
  if (httpQuery) {
    // S3 takes an empty `max-parts=` for none.
    const empty = name === "MaxParts" ? "" : undefined;
    return ({ query }) => {
      const text = query.get(httpQuery)?.[0];
      return text === empty ? undefined : readText(name, member, text);
    };
  }
  if (httpPrefixHeaders !== undefined) return (request) => readPrefixed(httpPrefixHeaders, request);
  if (httpHeader) {
    const header = httpHeader.toLowerCase();
    return ({ headers }) => readText(name, member, headers[header]);
  }
  if (!httpPayload) return () => undefined;
  return member.isStructSchema() ? ({ body }) => readXml(member, body) : ({ body }) => readRaw(member, body);
}

/** S3's message for a value of the wrong type, where it is known. */
const refusals: ReadonlyMap<string, readonly [argument: string, message: string]> = new Map([
  [
    "ObjectLockRetainUntilDate",
    ["x-amz-object-lock-retain-until-date", "The retain until date must be provided in ISO 8601 format"],
  ],
]);

function readText(name: string, member: NormalizedSchema, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  const [argument, message] = refusals.get(name) ?? [name, `Invalid value for ${name}`];
  const refuse = () =>
    new AwsError("InvalidArgument", message, { ArgumentName: argument, ArgumentValue: text });
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
