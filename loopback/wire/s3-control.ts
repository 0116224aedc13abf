// The operations of S3 Control that the loopback knows, in the manner of the SDK's schemas, whose S3 client lacks them.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_AWS_S3_Control.html
import type {
  StaticListSchema,
  StaticOperationSchema,
  StaticSchema,
  StaticStructureSchema,
} from "@smithy/types";
import type { WireRequest } from "./wire-request.ts";

const namespace = "com.amazonaws.s3control";
const path = "/v20180820/tags/";

function structure(name: string, members: Readonly<Record<string, unknown>>) {
  const [names, schemas] = [Object.keys(members), Object.values(members)];
  return [3, namespace, name, 0, names, schemas, names.length] as unknown as StaticStructureSchema;
}

const tag = structure("Tag", { Key: 0, Value: 0 });
const tagList = [1, namespace, "TagList", 0, [tag, { xmlName: "Tag" }]] as unknown as StaticListSchema;

const target = {
  ResourceArn: [0, { httpLabel: 1 }],
  AccountId: [0, { httpHeader: "x-amz-account-id" }],
};

const unit = structure("Unit", {});

function operation(
  name: string,
  method: string,
  status: number,
  members: Readonly<Record<string, unknown>>,
  output: StaticSchema = unit,
): [string, StaticOperationSchema] {
  const input = structure(`${name}Request`, { ...target, ...members });
  const http: [string, string, number] = [method, `${path}{ResourceArn+}`, status];
  return [name, [9, namespace, name, { http }, input, output]];
}

/** By name. The structure with the tags is the body itself. */
export const controlOperations: ReadonlyMap<string, StaticOperationSchema> = new Map([
  operation("ListTagsForResource", "GET", 200, {}, structure("ListTagsForResourceResult", { Tags: tagList })),
  operation("TagResource", "POST", 204, {
    Body: [() => structure("TagResourceRequest", { Tags: tagList }), { httpPayload: 1 }],
  }),
  operation("UntagResource", "DELETE", 204, { TagKeys: [0, { httpQuery: "tagKeys" }] }),
]);

/** The operation and the ARN of a request to S3 Control; undefined for one to S3, which may have a bucket of that name. */
export function controlTarget({ method, path: asked, headers }: WireRequest) {
  if (!asked.startsWith(path) || headers["x-amz-account-id"] === undefined) return undefined;
  const found = [...controlOperations].find(([, [, , , traits]]) => methodOf(traits) === method);
  return found && { operation: found[0], encodedArn: asked.slice(path.length) };
}

function methodOf(traits: StaticOperationSchema[3]): string | undefined {
  return typeof traits === "object" ? traits.http?.[0] : undefined;
}
