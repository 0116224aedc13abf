// The schemas that the loopback keeps are those of the SDK's clients, whole.
import * as iam from "@aws-sdk/client-iam";
import * as kms from "@aws-sdk/client-kms";
import * as s3 from "@aws-sdk/client-s3";
import * as sts from "@aws-sdk/client-sts";
import { NormalizedSchema } from "@smithy/core/schema";
import { describe, expect, it } from "vitest";
import { readSchemas, type SchemaTable, writeSchemas } from "../../../loopback/wire/schema-table.ts";
import keptIam from "../../../loopback/wire/schemas/iam.json" with { type: "json" };
import keptKms from "../../../loopback/wire/schemas/kms.json" with { type: "json" };
import keptS3 from "../../../loopback/wire/schemas/s3.json" with { type: "json" };
import keptSts from "../../../loopback/wire/schemas/sts.json" with { type: "json" };

const services = [
  { service: "STS", client: sts, kept: keptSts as unknown as SchemaTable, operations: 11 },
  { service: "IAM", client: iam, kept: keptIam as unknown as SchemaTable, operations: 180 },
  { service: "KMS", client: kms, kept: keptKms as unknown as SchemaTable, operations: 56 },
  { service: "S3", client: s3, kept: keptS3 as unknown as SchemaTable, operations: 112 },
];

describe.each(services)("the kept schemas of $service", ({ client, kept, operations }) => {
  it("are the client's; where they are not, run npm run schemas", () => {
    expect(kept).toEqual(writeSchemas(Object.values(client)));
  });

  it("are read as what was written", () => {
    const read = readSchemas(kept);
    expect(read.size).toBe(operations);
    expect(writeSchemas(read.values())).toEqual(kept);
  });
});

it("A structure that holds itself is written and read", () => {
  const kept = {
    namespace: "n",
    schemas: { Do: [9, 0, "A", "unit"], A: [3, 0, ["Self", "Text"], ["A", [0, 8]], 1] },
  };
  const schema = readSchemas(kept).get("Do");
  const input = NormalizedSchema.of(schema?.[4] ?? "unit");
  const inner = input.getMemberSchema("Self").getMemberSchema("Self");
  expect(inner.getName()).toBe("A");
  expect(inner.getMemberSchema("Text").getMergedTraits()).toEqual({ sensitive: 1 });
  expect(schema?.[5]).toBe("unit");
  expect(writeSchemas([schema])).toEqual(kept);
});
