// The operator's SDK clients, and the operator's account.
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { parseArn } from "../../policy/arn.ts";
import type { Tags } from "../properties/tags.ts";

/** The keys that deploy. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Where to deploy. */
export interface AwsEndpoint {
  readonly endpoint: string;
  readonly region: string;
}

/** Where to deploy, the credentials for it, and the tags that every resource gets. */
export interface AwsTarget extends AwsEndpoint {
  readonly credentials: Credentials;
  readonly defaultTags?: Tags;
}

/** Who deploys. */
interface Identity {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
  readonly partition: string;
  /** `amazonaws.com`, or the partition's own. */
  readonly dnsSuffix: string;
}

/** The clients of one deployment. */
export interface Clients {
  readonly region: string;
  readonly defaultTags: Tags;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
  readonly s3: S3Client;
  /** The same in another region. Who deploys is the same there, and is not asked for again. */
  inRegion(region: string): Clients;
  /** Asks STS once, when it is first needed. */
  identity(): Promise<Identity>;
  /** Closes the connections, so that they do not keep the process alive. */
  destroy(): void;
}

const dnsSuffixes: Readonly<Record<string, string>> = { "aws-cn": "amazonaws.com.cn" };

/** Makes the clients. A call is sent only once: a repeated creation would fail because the first one succeeded. */
export function connect(target: AwsTarget): Clients {
  const sts = new STSClient(configurationOf(target));
  let known: Promise<Identity> | undefined;
  const identity = () => {
    known ??= askIdentity(sts).catch((error) => {
      known = undefined; // asked again the next time
      throw error;
    });
    return known;
  };
  const clients = connectRegion(target, identity);
  return {
    ...clients,
    destroy() {
      sts.destroy();
      clients.destroy();
    },
  };
}

const configurationOf = ({ endpoint, region, credentials }: AwsTarget) => ({
  ...{ endpoint, region, credentials, maxAttempts: 1 },
});

function connectRegion(target: AwsTarget, identity: Clients["identity"]): Clients {
  const { region, defaultTags = {} } = target;
  const iam = new IAMClient(configurationOf(target));
  const kms = new KMSClient(configurationOf(target));
  const s3 = new S3Client(configurationOf(target));
  const elsewhere = new Map<string, Clients>();
  return {
    ...{ region, defaultTags, iam, kms, s3, identity },
    inRegion(other) {
      const clients = elsewhere.get(other) ?? connectRegion({ ...target, region: other }, identity);
      elsewhere.set(other, clients);
      return clients;
    },
    destroy() {
      for (const client of [iam, kms, s3, ...elsewhere.values()]) client.destroy();
    },
  };
}

async function askIdentity(sts: STSClient): Promise<Identity> {
  const { Account = "", Arn = "", UserId = "" } = await sts.send(new GetCallerIdentityCommand({}));
  const partition = parseArn(Arn)?.partition;
  if (partition === undefined) throw new Error(`GetCallerIdentity answered with the ARN "${Arn}"`);
  const dnsSuffix = dnsSuffixes[partition] ?? "amazonaws.com";
  return { accountId: Account, arn: Arn, userId: UserId, partition, dnsSuffix };
}
