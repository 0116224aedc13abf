// The locks that updates hold on a stack, where its backend is a folder or a bucket of S3: Pulumi does not show them.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { GetObjectCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import { UsageError } from "../shared/run-command.ts";
import type { StackName } from "./stack-name.ts";
import { stateFolder } from "./state-folder.ts";

/** Whose update it is. */
export interface Lock {
  readonly pid?: number;
  readonly hostname?: string;
}

/**
 * Gives the locks of a stack; none for a backend of another kind.
 *
 * @param url the backend's, as `pulumi whoami` prints it
 * @param folder the project's
 * @throws UsageError where the bucket cannot be read
 */
export async function locksOf(
  url: string,
  { project, stack }: StackName,
  folder: string,
): Promise<readonly Lock[]> {
  const place = `locks/organization/${project}/${stack}/`;
  const state = stateFolder(url, folder);
  if (state !== undefined) return await inFolder(join(state, place));
  return url.startsWith("s3://") ? await inBucket(new URL(url), `.pulumi/${place}`) : [];
}

async function inFolder(folder: string): Promise<readonly Lock[]> {
  const files = await readdir(folder).catch(() => []);
  const locks = files.filter((file) => file.endsWith(".json")).map((file) => readLock(join(folder, file)));
  return (await Promise.all(locks)).flat();
}

/** None where the update has ended meanwhile. */
async function readLock(file: string): Promise<readonly Lock[]> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? [] : [JSON.parse(text)];
}

/** The URL's parameters are those of Go's CDK. https://pkg.go.dev/gocloud.dev/aws#V2ConfigFromURLParams */
async function inBucket({ hostname: Bucket, pathname, searchParams }: URL, place: string) {
  const [region, endpoint, profile] = ["region", "endpoint", "profile"].map((name) => searchParams.get(name));
  const client = new S3Client({
    ...(region && { region }),
    ...(endpoint && { endpoint: /^https?:/.test(endpoint) ? endpoint : `https://${endpoint}` }),
    ...(profile && { profile }),
    forcePathStyle: ["s3ForcePathStyle", "use_path_style"].some((name) => searchParams.get(name) === "true"),
    followRegionRedirects: true,
  });
  const Prefix = `${pathname.slice(1).replace(/(?<=[^/])$/, "/")}${place}`;
  try {
    const locks: Lock[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix })) {
      for (const { Key } of Contents) locks.push(...(await readObject(client, Bucket, Key)));
    }
    return locks;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `The bucket ${Bucket} does not tell whether an update is in progress (${reason}): set credentials and a region as for \`pulumi up\`.`,
    );
  } finally {
    client.destroy();
  }
}

/** None where the update has ended meanwhile. */
async function readObject(client: S3Client, Bucket: string, Key: string | undefined) {
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
    return [JSON.parse((await Body?.transformToString()) ?? "{}") as Lock];
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchKey") return [];
    throw error;
  }
}
