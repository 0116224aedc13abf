// A loopback with a clock that tests move, SDK clients for it, and what closes them all.
import { IAMClient, type IAMClientConfig } from "@aws-sdk/client-iam";
import { KMSClient, type KMSClientConfig } from "@aws-sdk/client-kms";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import {
  GetFederationTokenCommand,
  type GetFederationTokenCommandInput,
  STSClient,
  type STSClientConfig,
} from "@aws-sdk/client-sts";
import type { LogLine } from "../../loopback/log-line.ts";
import { type Loopback, type LoopbackOptions, startLoopback } from "../../loopback/start-loopback.ts";

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface Clients {
  readonly sts: STSClient;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
  readonly s3: S3Client;
}

export interface Sandbox extends Clients {
  readonly loopback: Loopback;
  readonly root: Keys;
  readonly log: LogLine[];
  /** Clients that sign with these keys, once, and never retry. */
  as(keys: Keys): Clients;
  /** Sets the loopback's clock forward, in seconds; the clients' clocks stay. */
  wait(seconds: number): void;
  federate(by: Keys, input: GetFederationTokenCommandInput): Promise<Required<Keys>>;
  close(): Promise<void>;
}

export const clientsFor = (
  configuration: S3ClientConfig & STSClientConfig & IAMClientConfig & KMSClientConfig,
): Clients => ({
  sts: new STSClient(configuration),
  iam: new IAMClient(configuration),
  kms: new KMSClient(configuration),
  s3: new S3Client(configuration),
});

/** Starts a loopback; `sts`, `iam`, `kms` and `s3` are root's. */
export async function startSandbox(options: LoopbackOptions = {}): Promise<Sandbox> {
  let offset = 0;
  const log: LogLine[] = [];
  const now = () => new Date(Date.now() + offset * 1000);
  const loopback = await startLoopback({ log: (line) => log.push(line), now, ...options });
  const { accessKeyId, secretAccessKey, endpoint, region } = loopback;
  const root = { accessKeyId, secretAccessKey };
  const opened: { destroy(): void }[] = [];
  const as = (credentials: Keys): Clients => {
    const clients = clientsFor({ endpoint, region, credentials, maxAttempts: 1 });
    opened.push(...Object.values(clients));
    return clients;
  };
  return {
    ...as(root),
    ...{ loopback, root, log, as },
    wait(seconds) {
      offset += seconds;
    },
    async federate(by, input) {
      const { Credentials } = await as(by).sts.send(new GetFederationTokenCommand(input));
      const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
      return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    },
    async close() {
      for (const client of opened) client.destroy();
      await loopback.close();
    },
  };
}
