// What applying a seed needs: clients of the loopback as its operator, and how to treat existing entities.
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { S3Client } from "@aws-sdk/client-s3";
import type { Account } from "../account.ts";
import { ConfigurationError } from "../configuration-error.ts";

export interface Applying {
  readonly account: Account;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
  /** S3's client in a region. */
  s3(region: string): S3Client;
}

/** Clients with root's key, closed when `work` ends. */
export async function asOperator(
  account: Account,
  endpoint: string,
  work: (applying: Applying) => Promise<void>,
): Promise<void> {
  const configuration = { endpoint, credentials: { ...account.root }, maxAttempts: 1 };
  const iam = new IAMClient({ ...configuration, region: account.region });
  const kms = new KMSClient({ ...configuration, region: account.region });
  const regional = new Map<string, S3Client>();
  const s3 = (region: string) => {
    const client = regional.get(region) ?? new S3Client({ ...configuration, region });
    regional.set(region, client);
    return client;
  };
  try {
    await work({ account, iam, kms, s3 });
  } finally {
    for (const client of [iam, kms, ...regional.values()]) client.destroy();
  }
}

/** Applies each in order. @throws ConfigurationError that says which was refused, and how. */
export async function applyEach<One>(
  ones: readonly One[] = [],
  name: string,
  apply: (one: One) => Promise<void>,
): Promise<void> {
  for (const [index, one] of ones.entries()) {
    try {
      await apply(one);
    } catch (error) {
      if (!(error instanceof Error && "$metadata" in error)) throw error;
      const code = "Code" in error ? error.Code : error.name;
      throw new ConfigurationError(`The seed's ${name}[${index}] is refused: ${code}: ${error.message}`);
    }
  }
}

/** True when it was created, false when it existed already: then the error has one of these codes. */
export async function created(creation: Promise<unknown>, ...codes: readonly string[]): Promise<boolean> {
  try {
    await creation;
    return true;
  } catch (error) {
    if (error instanceof Error && codes.some((code) => error.name.startsWith(code))) return false;
    throw error;
  }
}

export const tagList = (tags: Readonly<Record<string, string>> = {}): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
