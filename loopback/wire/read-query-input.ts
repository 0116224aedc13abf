// Reads the input of an STS or IAM operation from its form, in the AWS Query protocol: dotted names, by schema.
// https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";
import { AwsError } from "../aws-error.ts";
import { readScalar } from "./read-scalar.ts";

interface Node {
  value?: string;
  readonly children: Map<string, Node>;
}

/**
 * The input that the form's `Name.member.1.Key=value` parameters spell.
 * Parameters that the schema does not know are ignored, as AWS does.
 * @throws AwsError MalformedInput for a malformed number or boolean.
 */
export function readQueryInput(
  schema: StaticOperationSchema,
  form: ReadonlyMap<string, readonly string[]>,
): Record<string, unknown> {
  const root: Node = { children: new Map() };
  for (const [name, values] of form) place(root, name, values[0] ?? "");
  return readStructure(NormalizedSchema.of(schema[4]), root);
}

/** More than any schema is deep: what lies deeper is unknown to all of them. */
const mostParts = 32;

function place(root: Node, name: string, value: string): void {
  let node = root;
  for (const part of name.split(".", mostParts)) {
    const child = node.children.get(part) ?? { children: new Map() };
    node.children.set(part, child);
    node = child;
  }
  node.value = value;
}

function readStructure(schema: NormalizedSchema, node: Node): Record<string, unknown> {
  const structure: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const child = node.children.get(member.getMergedTraits().xmlName ?? name);
    if (child !== undefined) structure[name] = readNode(member, child, name);
  }
  return structure;
}

function readNode(schema: NormalizedSchema, node: Node, name: string): unknown {
  if (schema.isStructSchema()) return readStructure(schema, node);
  if (schema.isListSchema()) {
    return inOrder(node, schema, "member").map((item) => readNode(schema.getValueSchema(), item, name));
  }
  if (schema.isMapSchema()) return readMap(schema, node, name);
  return readScalar(
    schema,
    node.value ?? "",
    () => new AwsError("MalformedInput", `Invalid value for ${name}`),
  );
}

function readMap(schema: NormalizedSchema, node: Node, name: string): Record<string, unknown> {
  const entries = inOrder(node, schema, "entry").map((entry) => [
    entry.children.get(schema.getKeySchema().getMergedTraits().xmlName ?? "key")?.value ?? "",
    readNode(
      schema.getValueSchema(),
      entry.children.get(schema.getValueSchema().getMergedTraits().xmlName ?? "value") ?? {
        children: new Map(),
      },
      name,
    ),
  ]);
  return Object.fromEntries(entries);
}

/** The numbered children of a list or map, `1`, `2`, … in numeric order, below `wrapper` unless flattened. */
function inOrder(node: Node, schema: NormalizedSchema, wrapper: string): Node[] {
  const parent = schema.getMergedTraits().xmlFlattened ? node : node.children.get(wrapper);
  return [...(parent?.children ?? [])]
    .filter(([index]) => /^\d+$/.test(index))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}
