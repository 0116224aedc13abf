// A call that would make a bucket is harmless while the bucket is there. So it is looked for first, each time.
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { Observation } from "../answers/observation.ts";
import type { Clients } from "../calls/clients.ts";
import type { Located } from "./locate.ts";
import type { Run } from "./run.ts";

/** The codes that S3 gives only for a bucket that is there: a missing one is NoSuchBucket to everyone. */
const OF_A_BUCKET = new Set(["AccessDenied", "PermanentRedirect"]);

/**
 * What is known instead of an answer where the call may not be made; undefined where it may. An unsigned call asks
 * first, so that no key and no policy decides; then the operator, whom a server may answer that does not answer others.
 */
export async function absentBucket(
  { probe, resource: { name } }: Located,
  { sessions }: Run,
): Promise<Observation | undefined> {
  if (probe.makesBucket !== true) return undefined;
  const codes: string[] = [];
  for (const clients of [await sessions.clients("nobody"), sessions.operator]) {
    const code = clients && (await failureOf(clients, name));
    if (code === "") return undefined;
    if (code !== undefined) codes.push(code);
  }
  const reason = `the call would make the bucket ${name}, which was not found to be there: ${[...new Set(codes)].join(", ")}`;
  return { outcome: "inconclusive", reason, shows: [] };
}

/** The code of an answer that does not tell that the bucket is there; empty where it is. */
async function failureOf({ s3 }: Clients, Bucket: string): Promise<string> {
  try {
    await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1 }));
    return "";
  } catch (error) {
    const code = error instanceof Error ? error.name : "no answer";
    return OF_A_BUCKET.has(code) ? "" : code;
  }
}
