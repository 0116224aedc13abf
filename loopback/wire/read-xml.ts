// Reads the XML body of an S3 request by the SDK's schema. Whoever sent it may be anonymous: its size, its markup and
// its root are judged before it is parsed.
import { XmlShapeDeserializer } from "@aws-sdk/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import type { Schema } from "@smithy/types";
import { AwsError } from "../aws-error.ts";
import { readScalar } from "./read-scalar.ts";
import { services } from "./services.ts";

/** The SDK's reader, which accepts any text as a boolean, and the empty text as a number. */
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

/** Enough for a thousand keys of the greatest length, or for ten thousand parts with checksums. */
const maximum = { bytes: 4 * 1024 * 1024, tags: 150_000, references: 250_000, attributes: 1000 };

/**
 * The structure in a body; undefined for an empty one.
 * @throws AwsError MaxMessageLengthExceeded for more bytes, tags, attributes or references than any request needs;
 * MalformedXML for a body that is not this structure, or has a document type, which the SDK's reader would skip.
 */
export function readXml(member: NormalizedSchema, body: Buffer): unknown {
  if (body.length === 0) return undefined;
  if (isExcessive(body)) throw new AwsError("MaxMessageLengthExceeded", "Your request was too big.");
  const text = body.toString();
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw malformed();
  if (rootOf(text) !== (member.getMergedTraits().xmlName ?? member.getName())) throw malformed();
  try {
    return xml.read(member, body);
  } catch {
    throw malformed();
  }
}

const [open, close, equals, ampersand] = [..."<>=&"].map((character) => character.charCodeAt(0));

/** What is between `<` and `>` counts as a tag, and an `=` in it as an attribute. */
function isExcessive(body: Buffer): boolean {
  if (body.length > maximum.bytes) return true;
  let [tags, attributes, references, inTag] = [0, 0, 0, false];
  for (let at = 0; at < body.length; at++) {
    const byte = body[at];
    if (byte === open) {
      tags += 1;
      inTag = true;
    } else if (byte === close) inTag = false;
    else if (byte === equals && inTag) attributes += 1;
    else if (byte === ampersand) references += 1;
  }
  return tags > maximum.tags || attributes > maximum.attributes || references > maximum.references;
}

/** The name of the first element, behind a declaration; each step reads on, so that no text is read twice. */
function rootOf(text: string): string | undefined {
  const start = text.trimStart().replace(/^<\?xml[^>]*\?>/, "");
  return /^<([\w:.-]+)/.exec(start.trimStart())?.[1];
}
