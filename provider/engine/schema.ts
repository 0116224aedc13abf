// The provider's schema, which `pulumi import` asks for to write a program's source.
// https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/

import type { ResourceType } from "../lifecycle/resource-type.ts";
import { isList, type Kind, propertyName, type Shape } from "../properties/shape.ts";
import { resourceTypes } from "../types/resource-types.ts";

const any = { $ref: "pulumi.json#/Any" };

const kinds: Readonly<Record<Kind, object>> = {
  string: { type: "string" },
  boolean: { type: "boolean" },
  integer: { type: "integer" },
  json: { type: "string" },
  strings: { type: "array", items: { type: "string" } },
  map: { type: "object", additionalProperties: { type: "string" } },
  asset: { $ref: "pulumi.json#/Asset" },
};

/** Gives the schema as JSON: every resource type, its inputs, and which of them it requires. */
export function schema(version: string): string {
  const resources = [...resourceTypes].map(([name, type]) => [name, resource(type)]);
  return JSON.stringify({ name: "aws", version, resources: Object.fromEntries(resources) });
}

function resource({ properties, computed = [], secrets = [], autoname, tagged }: ResourceType) {
  const inputs = Object.fromEntries(
    Object.entries(properties).map(([property, shape]) => [propertyName(property), typeOf(shape)]),
  );
  const required = Object.keys(properties).filter((name) => name === propertyName(name));
  const outputs = computed.map((name) => [name, { type: "string", secret: secrets.includes(name) }]);
  return {
    inputProperties: inputs,
    requiredInputs: required.filter((name) => name !== autoname?.property),
    properties: { ...Object.fromEntries(outputs), ...inputs, ...(tagged && { tagsAll: kinds.map }) },
    required,
  };
}

function typeOf(shape: Shape): object {
  if (typeof shape === "string") return kinds[shape];
  if (isList(shape)) return { type: "array", items: typeOf(shape[0]) };
  return { type: "object", additionalProperties: any };
}
