// The key that AWS manages for S3 in the account, with the alias aws/s3: it is there once it is used or described.
// https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#aws-managed-key
import { createHash } from "node:crypto";
import { rootArn } from "../../policy/arn.ts";
import { type Account, timestamp } from "../account.ts";
import { keyWithId, putAlias, putKey } from "../store/key.ts";
import { aliasArn, keyArn } from "./key.ts";

export const s3Alias = "alias/aws/s3";

/** Always the same, so that the key can be judged before it is there. */
function managedKeyId({ id, region }: Account): string {
  const digits = createHash("sha256").update(`${s3Alias} of ${id} in ${region}`).digest("hex");
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5");
}

export const managedKeyArn = (account: Account): string => keyArn(account, managedKeyId(account));

/** Whether a name of a key is that key's alias, or the ARN of the alias. */
export const isManagedAlias = (name: string, account: Account): boolean =>
  name === s3Alias || name === aliasArn(account, s3Alias);

/**
 * Everyone in the account may use the key through S3, without another permission for it. Nobody can change the policy.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
const managedKeyPolicy = ({ id, partition, region }: Account): string =>
  JSON.stringify(
    {
      Version: "2012-10-17",
      Id: "auto-s3-2",
      Statement: [
        {
          Sid: "Allow access through S3 for all principals in the account that are authorized to use S3",
          ...{ Effect: "Allow", Principal: { AWS: "*" } },
          Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
          Resource: "*",
          Condition: {
            StringEquals: { "kms:CallerAccount": id, "kms:ViaService": `s3.${region}.amazonaws.com` },
          },
        },
        {
          Sid: "Allow direct access to key metadata to the account",
          ...{ Effect: "Allow", Principal: { AWS: rootArn(id, partition) } },
          ...{ Action: ["kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant"], Resource: "*" },
        },
      ],
    },
    null,
    2,
  );

/** The policy of that key while it is not there; undefined for every other ARN. */
export const awaitedKeyPolicy = (arn: string, account: Account): string | undefined =>
  arn === managedKeyArn(account) ? managedKeyPolicy(account) : undefined;

/** Makes that key, unless it is there. */
export function makeManagedKey(account: Account): void {
  const id = managedKeyId(account);
  if (keyWithId(account.store, id) !== undefined) return;
  const now = timestamp(account);
  putKey(account.store, {
    ...{ id, created: now, manager: "AWS", enabled: true, deletion: null, window: null, rotation: 365 },
    description: "Default key that protects my S3 objects when no other key is defined",
    ...{ policy: managedKeyPolicy(account), principals: {}, tags: {} },
  });
  putAlias(account.store, { name: s3Alias, key: id, created: now, updated: now });
}
