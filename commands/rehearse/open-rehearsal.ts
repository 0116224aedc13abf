// What a rehearsal uses: a loopback, its provider, and a stack that is deleted at the end.
import { join } from "node:path";
import { IAMClient } from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { type Loopback, startLoopback } from "../../loopback/start-loopback.ts";
import { serveProvider } from "../../provider/serve-provider.ts";
import { openThrowAwayStack, type ThrowAwayStack } from "../engine/throw-away-stack.ts";

export interface Rehearsal {
  readonly stack: ThrowAwayStack;
  readonly loopback: Loopback;
  /** The operator's clients, for the changes by hand. */
  readonly iam: IAMClient;
  readonly s3: S3Client;
  readonly signal: AbortSignal;
  /** The broker's first key, once it is known: rotation retires it. */
  firstKey?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Removes everything. */
  close(): Promise<void>;
}

const project = join(import.meta.dirname, "..", "..");

/** @throws UsageError where the Pulumi CLI is not installed */
export async function openRehearsal(signal: AbortSignal): Promise<Rehearsal> {
  const loopback = await startLoopback();
  const { endpoint, region, accessKeyId, secretAccessKey } = loopback;
  const credentials = { accessKeyId, secretAccessKey };
  const provider = await serveProvider({ endpoint, region });
  const closeAws = () => Promise.all([provider.close(), loopback.close()]);
  const options = { project, stack: "rehearsal", providerPort: provider.port, credentials, signal };
  const stack = await openThrowAwayStack(options).catch(async (error: unknown) => {
    await closeAws();
    throw error;
  });
  const clients = { endpoint, region, credentials };
  const iam = new IAMClient(clients);
  const s3 = new S3Client({ ...clients, forcePathStyle: true });
  return {
    stack,
    loopback,
    iam,
    s3,
    signal,
    async close() {
      iam.destroy();
      s3.destroy();
      await closeAws();
      await stack.remove();
    },
  };
}
