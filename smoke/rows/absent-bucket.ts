// A call that would make a bucket is harmless while the bucket is there. So it is looked for first, each time.
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import type { Observation } from "../answers/observation.ts";
import type { Located } from "./locate.ts";
import type { Run } from "./run.ts";

/** The codes that S3 gives only for a bucket that is there: a missing one is NoSuchBucket to everyone. */
const OF_A_BUCKET = new Set(["AccessDenied", "PermanentRedirect"]);

/**
 * What is known instead of an answer where the call may not be made; undefined where it may. An unsigned call asks,
 * so that no key and no policy decides.
 */
export async function absentBucket(
  { probe, resource: { name } }: Located,
  { sessions }: Run,
): Promise<Observation | undefined> {
  if (probe.makesBucket !== true) return undefined;
  const { s3 } = await sessions.clients("nobody");
  try {
    await s3.send(new ListObjectsV2Command({ Bucket: name, MaxKeys: 1 }));
    return undefined;
  } catch (error) {
    const code = error instanceof Error ? error.name : "no answer";
    if (OF_A_BUCKET.has(code)) return undefined;
    const reason = `the call would make the bucket ${name}, which was not found to be there: ${code}`;
    return { outcome: "inconclusive", reason, shows: [] };
  }
}
