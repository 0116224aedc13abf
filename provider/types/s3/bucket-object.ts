// aws:s3/bucketObjectv2:BucketObjectv2
import {
  DeleteObjectTaggingCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type StorageClass,
} from "@aws-sdk/client-s3";
import { objectArn } from "../../../policy/arn.ts";
import type { Clients } from "../../aws/clients.ts";
import { unlessAbsent } from "../../errors/absent.ts";
import { type Existing, resourceType } from "../../lifecycle/resource-type.ts";
import type { Properties } from "../../properties/properties.ts";
import { type ObjectShape, propertyName, type ValueOf } from "../../properties/shape.ts";
import { fromTags, toTags } from "../../properties/tags.ts";
import { idParts } from "../id-parts.ts";
import { deleteObject } from "./delete-object.ts";
import { objectBody } from "./object-body.ts";

const properties = {
  bucket: "string",
  key: "string",
  "cacheControl?": "string",
  "content?": "string",
  "contentBase64?": "string",
  "contentDisposition?": "string",
  "contentEncoding?": "string",
  "contentLanguage?": "string",
  "contentType?": "string",
  "forceDestroy?": "boolean",
  "metadata?": "map",
  "region?": "string",
  "source?": "asset",
  "sourceHash?": "string",
  "storageClass?": "string",
  "tags?": "map",
  "websiteRedirect?": "string",
} as const satisfies ObjectShape;

/** The inputs that only a new upload changes. */
const contents = Object.keys(properties)
  .map(propertyName)
  .filter((name) => !["bucket", "key", "forceDestroy", "region", "tags"].includes(name));

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const s3BucketObject = resourceType({
  type: "aws:s3/bucketObjectv2:BucketObjectv2",
  properties,
  autoname: { property: "key", maximum: 1024, exact: true },
  defaults: { forceDestroy: false },
  kept: ["contentType", "storageClass", "region"],
  replaces: ["bucket", "key", "region"],
  computed: ["arn", "contentType", "etag", "storageClass", "versionId"],
  recomputed: { etag: contents, versionId: contents },
  tagged: true,
  async create(clients, inputs) {
    const outputs = await put(clients, inputs);
    const { partition } = await clients.identity();
    const { bucket, key } = inputs;
    return { id: `${bucket}/${key}`, outputs: { arn: objectArn(bucket, key, partition), ...outputs } };
  },
  read,
  async update(clients, inputs, { changed }) {
    if (contents.some((property) => changed.has(property))) return await put(clients, inputs);
    if (changed.has("tags")) {
      const { bucket: Bucket, key: Key, tags = {} } = inputs;
      await (Object.keys(tags).length === 0
        ? clients.s3.send(new DeleteObjectTaggingCommand({ Bucket, Key }))
        : clients.s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet: toTags(tags) } })));
    }
    return {};
  },
  async delete({ s3 }, existing) {
    const [bucket, key] = nameOf(existing);
    await unlessAbsent(deleteObject(s3, bucket, key));
  },
});

/** Uploads it, and reads it back where the answer names no version: a read does where versioning is suspended. */
async function put({ s3 }: Clients, inputs: ValueOf<typeof properties>): Promise<Properties> {
  const { bucket, key, contentType = "application/octet-stream", storageClass, tags } = inputs;
  const where = { Bucket: bucket, Key: key };
  const { ETag, VersionId } = await s3.send(
    new PutObjectCommand({
      ...where,
      Body: await objectBody(inputs),
      CacheControl: inputs.cacheControl,
      ContentDisposition: inputs.contentDisposition,
      ContentEncoding: inputs.contentEncoding,
      ContentLanguage: inputs.contentLanguage,
      ContentType: contentType,
      Metadata: inputs.metadata,
      StorageClass: storageClass as StorageClass | undefined,
      ...(tags !== undefined && { Tagging: new URLSearchParams(tags).toString() }),
      WebsiteRedirectLocation: inputs.websiteRedirect,
    }),
  );
  return {
    contentType,
    etag: ETag?.replaceAll('"', ""),
    storageClass: storageClass ?? "STANDARD",
    versionId: VersionId ?? (await s3.send(new HeadObjectCommand(where))).VersionId ?? "",
  };
}

async function read({ s3, identity }: Clients, existing: Existing): Promise<Properties | undefined> {
  const [bucket, key] = nameOf(existing);
  const where = { Bucket: bucket, Key: key };
  const head = await unlessAbsent(s3.send(new HeadObjectCommand(where)));
  if (head === undefined) return undefined;
  const { TagSet } = await s3.send(new GetObjectTaggingCommand(where));
  const { partition } = await identity();
  const { content, contentBase64, source, sourceHash, forceDestroy = false } = existing.state;
  return {
    ...{ bucket, key, content, contentBase64, source, sourceHash, forceDestroy },
    arn: objectArn(bucket, key, partition),
    cacheControl: head.CacheControl,
    contentDisposition: head.ContentDisposition,
    contentEncoding: head.ContentEncoding,
    contentLanguage: head.ContentLanguage,
    contentType: head.ContentType,
    etag: head.ETag?.replaceAll('"', ""),
    metadata: head.Metadata,
    storageClass: head.StorageClass ?? "STANDARD",
    tags: fromTags(TagSet),
    versionId: head.VersionId ?? "",
    websiteRedirect: head.WebsiteRedirectLocation,
  };
}

function nameOf({ id, state: { bucket, key } }: Existing): [string, string] {
  if (typeof bucket === "string" && typeof key === "string") return [bucket, key];
  return idParts(id.replace(/^s3:\/\//, ""), "/", "BUCKET/KEY");
}
