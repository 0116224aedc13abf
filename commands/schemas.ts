// npm run schemas: keeps the schemas of the SDK's clients for the loopback, after the clients were replaced by newer ones.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as iam from "@aws-sdk/client-iam";
import * as kms from "@aws-sdk/client-kms";
import * as s3 from "@aws-sdk/client-s3";
import * as sts from "@aws-sdk/client-sts";
import { writeSchemas } from "../loopback/wire/schema-table.ts";

const folder = join(import.meta.dirname, "..", "loopback", "wire", "schemas");

for (const [name, client] of Object.entries({ iam, kms, s3, sts })) {
  const { namespace, schemas } = writeSchemas(Object.values(client));
  // One line for each, so that a diff shows what changed.
  const lines = Object.entries(schemas).map(
    ([schema, of]) => `${JSON.stringify(schema)}:${JSON.stringify(of)}`,
  );
  const text = `{"namespace":${JSON.stringify(namespace)},"schemas":{\n${lines.join(",\n")}\n}}\n`;
  writeFileSync(join(folder, `${name}.json`), text);
}
