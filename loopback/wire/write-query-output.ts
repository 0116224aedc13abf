// Writes the answer of an STS or IAM operation: <XResponse><XResult>…</XResult><ResponseMetadata/></XResponse>.
import type { StaticOperationSchema, StaticStructureSchema } from "@smithy/types";
import { services } from "./services.ts";
import type { WireResponse } from "./wire-request.ts";
import { documentWriter, type Write } from "./xml-writer.ts";

const metadata: StaticStructureSchema = [3, "loopback", "ResponseMetadata", 0, ["RequestId"], [0]];

const writers = new WeakMap<StaticOperationSchema, Write>();

/** The HTTP answer for an operation's output in the AWS Query protocol. */
export function writeQueryOutput(
  service: "sts" | "iam",
  schema: StaticOperationSchema,
  output: unknown,
  requestId: string,
): WireResponse {
  const envelope = {
    [`${schema[2]}Result`]: output ?? undefined,
    ResponseMetadata: { RequestId: requestId },
  };
  const write = writers.get(schema) ?? documentWriter(responseSchema(schema), services[service].xmlNamespace);
  writers.set(schema, write);
  return {
    status: 200,
    headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${write(envelope)}`,
  };
}

/** The envelope's structure, which the SDK's schemas leave out because its reader skips it. */
function responseSchema(schema: StaticOperationSchema): StaticStructureSchema {
  const [, namespace, name, , , output] = schema;
  const members = typeof output === "string" ? [] : [`${name}Result`];
  const types = typeof output === "string" ? [] : [output];
  return [3, namespace, `${name}Response`, 0, [...members, "ResponseMetadata"], [...types, () => metadata]];
}
