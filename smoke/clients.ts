// The SDK clients of one principal.
import { IAMClient } from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { STSClient } from "@aws-sdk/client-sts";
import { Retries } from "./retries.ts";
import type { Credentials, Target } from "./target.ts";

export interface Clients {
  s3: S3Client;
  sts: STSClient;
  iam: IAMClient;
}

// The SDK wants credentials even where nothing is signed.
const unsigned = {
  credentials: { accessKeyId: "", secretAccessKey: "" },
  signer: { sign: async <Request>(request: Request): Promise<Request> => request },
};

/** Clients that sign with `credentials`, or not at all. They open no connection before their first call. */
export function openClients(
  target: Target,
  credentials: Credentials | undefined,
  retryStrategy = new Retries(),
): Clients {
  const { endpoint, region } = target;
  const configuration = {
    ...(endpoint === undefined ? {} : { endpoint }),
    region,
    ...(credentials === undefined ? unsigned : { credentials }),
    retryStrategy,
  };
  const sts = new STSClient({
    ...configuration,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  });
  // One pool of connections for the three.
  const { requestHandler } = sts.config;
  return {
    sts,
    // A bucket's name in front of a custom endpoint's own name resolves almost nowhere.
    s3: new S3Client({ ...configuration, requestHandler, forcePathStyle: endpoint !== undefined }),
    iam: new IAMClient({ ...configuration, requestHandler }),
  };
}

/** Closes their connections. */
export function closeClients({ sts, s3, iam }: Clients): void {
  for (const client of [sts, s3, iam]) client.destroy();
}
