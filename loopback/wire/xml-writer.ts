// Writes XML by the SDK's schemas, each compiled once: the same text as the SDK's writer, at a fraction of its cost.
import { NormalizedSchema } from "@smithy/core/schema";
import { dateToUtcString } from "@smithy/core/serde";
import type { SchemaRef } from "@smithy/types";

/** The XML of a value. */
export type Write = (value: unknown) => string;

/** How a service writes times whose schema gives no format. */
export type TimeFormat = (time: Date) => string;

interface Namespace {
  readonly uri?: string;
  /** As an attribute, behind a space. */
  readonly text: string;
  /** The same in a whole document. */
  readonly time: TimeFormat;
}

const wholeSeconds: TimeFormat = (time) => time.toISOString().replace(".000Z", "Z");

/** The writer of a structure that is the root of a document in a namespace; by default in the SDK's own form. */
export function documentWriter(schema: SchemaRef, uri: string, time = wholeSeconds): Write {
  const structure = NormalizedSchema.of(schema);
  const own = namespaceOf(structure, { text: "", time });
  const text = own.text.startsWith(" xmlns=") ? own.text : `${own.text} xmlns="${uri}"`;
  const name = structure.getMergedTraits().xmlName ?? structure.getName() ?? "";
  return structureWriter(structure, name, { ...own, text });
}

function namespaceOf(schema: NormalizedSchema, { uri: outer, time }: Namespace): Namespace {
  const [uri, prefix] = (schema.getMergedTraits().xmlNamespace ?? []).toReversed();
  if (!uri || uri === outer) return { text: "", time };
  return { uri, text: ` ${prefix ? `xmlns:${prefix}` : "xmlns"}="${uri}"`, time };
}

type Members = readonly (readonly [name: string, write: Write])[];

function structureWriter(schema: NormalizedSchema, name: string, namespace: Namespace): Write {
  const all = [...schema.structIterator()]
    .map(([member, of]) => [member, of, of.getMergedTraits()] as const)
    // What goes into headers is no part of a body.
    .filter(([, , { httpHeader, httpPrefixHeaders }]) => (httpHeader ?? httpPrefixHeaders) === undefined);
  const attributes: Members = all.flatMap(([member, of, { xmlAttribute, xmlName = member }]) =>
    xmlAttribute ? [[member, attributeWriter(xmlName, textOf(of, namespace))] as const] : [],
  );
  const children: Members = all.flatMap(([member, of, { xmlAttribute }]) =>
    xmlAttribute ? [] : [[member, memberWriter(of, member, namespace)] as const],
  );
  return (value) => element(name, written(attributes, value) + namespace.text, written(children, value));
}

function written(members: Members, value: unknown): string {
  let text = "";
  for (const [name, write] of members) {
    const member = (value as Readonly<Record<string, unknown>>)[name];
    if (member !== undefined && member !== null) text += write(member);
  }
  return text;
}

function element(name: string, attributes: string, children: string): string {
  return children === "" ? `<${name}${attributes}/>` : `<${name}${attributes}>${children}</${name}>`;
}

function memberWriter(schema: NormalizedSchema, member: string, parent: Namespace): Write {
  const name = schema.getMergedTraits().xmlName ?? member;
  const namespace = namespaceOf(schema, parent);
  if (schema.isListSchema()) return listWriter(schema, name, namespace);
  if (schema.isMapSchema()) return mapWriter(schema, name, namespace);
  // A structure's own name counts only where it is the root.
  const own = schema.getMemberTraits().xmlName ?? member;
  return schema.isStructSchema()
    ? structureWriter(schema, own, namespace)
    : scalarWriter(schema, name, namespace);
}

function listWriter(schema: NormalizedSchema, name: string, namespace: Namespace): Write {
  const item = schema.getValueSchema();
  const flat = Boolean(schema.getMergedTraits().xmlFlattened);
  const itemName = flat ? name : (item.getMergedTraits().xmlName ?? "member");
  const own = namespaceOf(item, namespace);
  const write = item.isStructSchema()
    ? structureWriter(item, itemName, own)
    : scalarWriter(item, itemName, own);
  const items: Write = (values) => {
    let text = "";
    for (const value of values as readonly unknown[]) text += write(value);
    return text;
  };
  return flat ? items : (values) => element(name, namespace.text, items(values));
}

function mapWriter(schema: NormalizedSchema, name: string, namespace: Namespace): Write {
  const [keys, values] = [schema.getKeySchema(), schema.getValueSchema()];
  const key = scalarWriter(keys, keys.getMergedTraits().xmlName ?? "key", namespaceOf(keys, namespace));
  const value = memberWriter(values, "value", namespace);
  const flat = Boolean(schema.getMergedTraits().xmlFlattened);
  const entries: Write = (map) =>
    Object.entries(map as object)
      .map(([one, of]) => element(flat ? name : "entry", "", key(one) + value(of)))
      .join("");
  return flat ? entries : (map) => element(name, namespace.text, entries(map));
}

function scalarWriter(schema: NormalizedSchema, name: string, namespace: Namespace): Write {
  const text = textOf(schema, namespace);
  const [start, end] = [`<${name}${namespace.text}>`, `</${name}>`];
  // Even an empty text is a child.
  return (value) => start + escaped(text(value)) + end;
}

function attributeWriter(name: string, text: Write): Write {
  return (value) => ` ${name}="${text(value).replace(/[&<>"]/g, (character) => escapes[character] ?? "")}"`;
}

/** https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait: the schemas of times give their format. */
const timeFormats: Readonly<Record<number, TimeFormat>> = {
  6: dateToUtcString,
  7: (time) => String(time.getTime() / 1000),
};

function textOf(schema: NormalizedSchema, { time }: Namespace): Write {
  if (schema.isBlobSchema()) return (value) => Buffer.from(value as Uint8Array).toString("base64");
  if (!schema.isTimestampSchema()) return String;
  const write = timeFormats[Number(schema.getSchema())] ?? time;
  return (value) => write(value as Date);
}

const special = /[&"'<>\r\n\u0085\u2028]/;
const everySpecial = new RegExp(special, "g");
const escapes: Readonly<Record<string, string>> = {
  ...{ "&": "&amp;", '"': "&quot;", "'": "&apos;", "<": "&lt;", ">": "&gt;" },
  ...{ "\r": "&#x0D;", "\n": "&#x0A;", "\u0085": "&#x85;", "\u2028": "&#x2028;" },
};

const escaped = (text: string): string =>
  special.test(text) ? text.replace(everySpecial, (character) => escapes[character] ?? "") : text;
