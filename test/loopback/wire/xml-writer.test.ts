// The compiled writer of XML gives what the SDK's own gives, for the output of every operation of the three services.
import { XmlShapeSerializer } from "@aws-sdk/core/protocols";
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";
import { describe, expect, test } from "vitest";
import type { ServiceName } from "../../../loopback/aws-error.ts";
import { services } from "../../../loopback/wire/services.ts";
import { documentWriter } from "../../../loopback/wire/xml-writer.ts";

const texts = ["", "plain", `<&"'>\r\n\t\u0085\u2028`, "é😀", "a\u0001b"];
const times = ["2026-01-31T23:59:59.000Z", "2026-01-31T23:59:59.125Z", "1970-01-01T00:00:00.000Z"];

/** A value of the schema; the same for the same `turn`, which also chooses what is left out. */
function sample(schema: NormalizedSchema, turn: { next: number }, whole: boolean): unknown {
  const choice = turn.next++;
  if (schema.isStructSchema()) return structure(schema, turn, whole);
  if (schema.isListSchema())
    return Array.from({ length: choice % 3 }, () => sample(schema.getValueSchema(), turn, whole));
  if (schema.isMapSchema()) {
    const keys = texts.slice(1, 1 + (choice % 3));
    return Object.fromEntries(keys.map((key) => [key, sample(schema.getValueSchema(), turn, whole)]));
  }
  if (schema.isTimestampSchema()) return new Date(times[choice % times.length] ?? "");
  if (schema.isBlobSchema()) return Buffer.from(texts[choice % texts.length] ?? "");
  if (schema.isBooleanSchema()) return choice % 2 === 0;
  return schema.isNumericSchema() ? choice : texts[choice % texts.length];
}

function structure(schema: NormalizedSchema, turn: { next: number }, whole: boolean): object {
  const members = [...schema.structIterator()].filter(([, member], index) => {
    const { httpHeader, httpPrefixHeaders } = member.getMergedTraits();
    return (
      httpHeader === undefined && httpPrefixHeaders === undefined && (whole || (turn.next + index) % 3 > 0)
    );
  });
  return Object.fromEntries(members.map(([name, member]) => [name, sample(member, turn, whole)]));
}

/** What is written of an output: the structure that is the payload, or the output itself. */
function documentOf(schema: StaticOperationSchema): NormalizedSchema | undefined {
  const output = NormalizedSchema.of(schema[5]);
  if (!output.isStructSchema() || output.isUnitSchema()) return undefined;
  const payload = [...output.structIterator()].find(
    ([, member]) => member.getMergedTraits().httpPayload,
  )?.[1];
  const document = payload ?? output;
  return document.isStructSchema() && !document.isStreaming() ? document : undefined;
}

function bySdk(schema: NormalizedSchema, value: unknown, xmlNamespace: string): string {
  const timestampFormat = { useTrait: true, default: 5 as const };
  const serviceNamespace = "any";
  const writer = new XmlShapeSerializer({
    timestampFormat,
    httpBindings: true,
    xmlNamespace,
    serviceNamespace,
  });
  writer.write(schema, value);
  return String(writer.flush());
}

describe.each(["sts", "iam", "s3"] satisfies ServiceName[])("every output of %s", (service) => {
  const { operations, xmlNamespace } = services[service];
  const documents = [...operations].flatMap(([name, schema]) => {
    const document = documentOf(schema);
    return document === undefined ? [] : [[name, document] as const];
  });

  test.each(documents)("%s is written as the SDK writes it", (_, schema) => {
    const write = documentWriter(schema, xmlNamespace);
    for (let start = 0; start < 30; start++) {
      const value = sample(schema, { next: start }, start % 2 === 0);
      expect(write(value)).toBe(bySdk(schema, value, xmlNamespace));
    }
  });
});

test("there is something to compare for each service", () => {
  const counts = (["sts", "iam", "s3"] as const).map(
    (service) => [...services[service].operations.values()].filter(documentOf).length,
  );
  expect(counts.every((count, index) => count >= ([8, 90, 40][index] ?? 0))).toBe(true);
});
