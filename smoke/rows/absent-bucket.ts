// A call that would make a bucket is harmless while the bucket is there. So it is looked for first, each time.
import { HeadBucketCommand } from "@aws-sdk/client-s3";
import type { Observation } from "../answers/observation.ts";
import { fromS3 } from "../probes/s3/from-s3.ts";
import { NoSession } from "../sessions/sessions.ts";
import type { Located } from "./locate.ts";
import type { Run } from "./run.ts";

/** What is known instead of an answer where the call may not be made; undefined where it may. */
export async function absentBucket(
  { probe, resource: { name } }: Located,
  { sessions }: Run,
  again: boolean,
): Promise<Observation | undefined> {
  if (probe.makesBucket !== true) return undefined;
  const unfound = (reason: string): Observation => ({
    outcome: "inconclusive",
    reason: `the call would make the bucket ${name}, which was not found to be there: ${reason}`,
    shows: [],
  });
  try {
    const { s3 } = sessions.operator ?? (await sessions.clients("broker", again));
    const answer = await s3.send(new HeadBucketCommand({ Bucket: name }));
    return fromS3(answer) ? undefined : unfound("what answered is not S3");
  } catch (error) {
    if (error instanceof NoSession) return unfound(error.message);
    return unfound(error instanceof Error ? error.name : "no answer");
  }
}
