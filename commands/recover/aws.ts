// The AWS that a stack is deployed to, as its operator reaches it: the SDK's default credentials, or AWS_ENDPOINT_URL.
import { IAMClient } from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { parseArn } from "../../policy/arn.ts";
import { UsageError } from "../shared/run-command.ts";
import type { Account } from "./identities.ts";
import type { Clients } from "./lookups.ts";

export interface Aws {
  readonly clients: Clients;
  readonly account: Account;
  close(): void;
}

/** Settings that are not given come from the environment, as everywhere in the SDK. */
export interface AwsAccess {
  readonly region?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** @throws UsageError where no credentials are found or accepted */
export async function openAws({ region, endpoint, credentials }: AwsAccess): Promise<Aws> {
  const settings = {
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
  };
  const forcePathStyle = (endpoint ?? process.env.AWS_ENDPOINT_URL) !== undefined;
  const clients = { iam: new IAMClient(settings), s3: new S3Client({ ...settings, forcePathStyle }) };
  const sts = new STSClient(settings);
  try {
    const { Account: accountId = "", Arn = "" } = await sts.send(new GetCallerIdentityCommand({}));
    const partition = parseArn(Arn)?.partition ?? "aws";
    const close = () => {
      for (const client of [clients.iam, clients.s3]) client.destroy();
    };
    return { clients, account: { accountId, partition }, close };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `AWS does not say who you are (${reason}): set the operator's credentials as for \`pulumi up\`.`,
    );
  } finally {
    sts.destroy();
  }
}
