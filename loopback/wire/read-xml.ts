// Reads the XML body of an S3 request by the SDK's schema. Whoever sent it may be anonymous: its size, its markup and
// its root are judged before it is parsed.
import { XmlShapeDeserializer } from "@aws-sdk/core/protocols";
import { parseXML } from "@aws-sdk/xml-builder";
import { NormalizedSchema } from "@smithy/core/schema";
import type { Schema } from "@smithy/types";
import { AwsError } from "../aws-error.ts";
import { countAttributes } from "./count-attributes.ts";
import { readScalar } from "./read-scalar.ts";
import { services } from "./services.ts";

/**
 * The SDK's reader, which accepts any text as a boolean, and the empty text as a number. It also walks through a root
 * that is only text, character by character, and takes text beside elements for the whole of a structure.
 */
class StrictXml extends XmlShapeDeserializer {
  override readSchema(schema: Schema, value: unknown): unknown {
    const normalized = NormalizedSchema.of(schema);
    if (holdsElements(normalized)) dropText(value);
    else if (!normalized.isListSchema()) return this.readText(normalized, textOf(value));
    return super.readSchema(schema, value);
  }

  readText(scalar: NormalizedSchema, value: unknown): unknown {
    if (typeof value === "string" && (scalar.isBooleanSchema() || scalar.isNumericSchema()))
      return readScalar(scalar, value, malformed);
    return super.readSchema(scalar, value);
  }

  protected override parseXml(text: string): unknown {
    return Object.values(parseXML(text))[0];
  }
}

/** Structures, and the elements around the members of lists. */
const holdsElements = (schema: NormalizedSchema) =>
  schema.isStructSchema() || (schema.isListSchema() && !schema.getMergedTraits().xmlFlattened);

const textKey = "#text";

/** The parser gives text alone as a string, and text beside attributes or elements under a name of its own. */
function textOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && textKey in value ? value[textKey] : value;
}

/** White space between elements is none of them. @throws AwsError MalformedXML for any other text there. */
function dropText(value: unknown): void {
  for (const one of Array.isArray(value) ? value : [value]) {
    const text = textOf(one);
    if (typeof text === "string" && text.trim() !== "") throw malformed();
    if (text !== one) delete one[textKey];
  }
}

const malformed = () =>
  new AwsError(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );

const tooBig = () => new AwsError("MaxMessageLengthExceeded", "Your request was too big.");

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
  if (body.length > maximum.bytes) throw tooBig();
  const text = body.toString();
  if (count(text, "<") > maximum.tags || count(text, "&") > maximum.references) throw tooBig();
  const attributes = countAttributes(text);
  if (attributes === undefined) throw malformed();
  if (attributes > maximum.attributes) throw tooBig();
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw malformed();
  if (rootOf(text) !== (member.getMergedTraits().xmlName ?? member.getName())) throw malformed();
  try {
    return xml.read(member, body);
  } catch {
    throw malformed();
  }
}

function count(text: string, character: string): number {
  let found = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) found += 1;
  return found;
}

/** The name of the first element, behind a declaration; each step reads on, so that no text is read twice. */
function rootOf(text: string): string | undefined {
  const start = text.trimStart().replace(/^<\?xml[^>]*\?>/, "");
  return /^<([\w:.-]+)/.exec(start.trimStart())?.[1];
}
