// All objects of the bucket "bucket", read one by one.
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { Clients } from "../clients.ts";

export async function objectsOf({ s3 }: Pick<Clients, "s3">): Promise<Map<string, string>> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: "bucket" }));
  const objects = new Map<string, string>();
  for (const { Key = "" } of Contents) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: "bucket", Key }));
    objects.set(Key, (await Body?.transformToString()) ?? "");
  }
  return objects;
}
