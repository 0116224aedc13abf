// The three services as the SDK clients describe them: every operation's schema, the API version and the XML namespace.
import * as iam from "@aws-sdk/client-iam";
import * as s3 from "@aws-sdk/client-s3";
import * as sts from "@aws-sdk/client-sts";
import type { StaticOperationSchema } from "@smithy/types";
import type { ServiceName } from "../aws-error.ts";
import { controlOperations } from "./s3-control.ts";

export interface Service {
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
    operations: operationSchemas(sts),
  },
  iam: {
    name: "iam",
    version: "2010-05-08",
    xmlNamespace: "https://iam.amazonaws.com/doc/2010-05-08/",
    operations: operationSchemas(iam),
  },
  s3: {
    name: "s3",
    version: "2006-03-01",
    xmlNamespace: "http://s3.amazonaws.com/doc/2006-03-01/",
    operations: new Map([...controlOperations, ...operationSchemas(s3)]),
  },
};

function operationSchemas(client: object): ReadonlyMap<string, StaticOperationSchema> {
  const schemas = Object.values(client).filter(isOperationSchema);
  return new Map(schemas.map((schema) => [schema[2], schema]));
}

/** An operation's schema is a tuple that starts with 9 (see StaticOperationSchema in @smithy/types). */
function isOperationSchema(exported: unknown): exported is StaticOperationSchema {
  return Array.isArray(exported) && exported[0] === 9;
}
