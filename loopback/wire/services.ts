// The four services as the SDK clients describe them: every operation's schema, the API version and the XML namespace.
// The schemas are the clients' own, kept by `npm run schemas`; a test compares them.
import type { StaticOperationSchema } from "@smithy/types";
import type { ServiceName } from "../aws-error.ts";
import { controlOperations } from "./s3-control.ts";
import { readSchemas, type SchemaTable } from "./schema-table.ts";
import iam from "./schemas/iam.json" with { type: "json" };
import kms from "./schemas/kms.json" with { type: "json" };
import s3 from "./schemas/s3.json" with { type: "json" };
import sts from "./schemas/sts.json" with { type: "json" };

interface Service {
  readonly name: ServiceName;
  readonly version: string;
  readonly xmlNamespace: string;
  readonly operations: ReadonlyMap<string, StaticOperationSchema>;
}

export const services: Readonly<Record<ServiceName, Service>> = {
  sts: {
    name: "sts",
    version: "2011-06-15",
    xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    operations: readSchemas(sts as unknown as SchemaTable),
  },
  iam: {
    name: "iam",
    version: "2010-05-08",
    xmlNamespace: "https://iam.amazonaws.com/doc/2010-05-08/",
    operations: readSchemas(iam as unknown as SchemaTable),
  },
  kms: {
    name: "kms",
    version: "2014-11-01",
    xmlNamespace: "https://trent.amazonaws.com/doc/2014-11-01/",
    operations: readSchemas(kms as unknown as SchemaTable),
  },
  s3: {
    name: "s3",
    version: "2006-03-01",
    xmlNamespace: "http://s3.amazonaws.com/doc/2006-03-01/",
    operations: new Map([...controlOperations, ...readSchemas(s3 as unknown as SchemaTable)]),
  },
};
