// A key as KMS describes it. https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html
import type { KeyMetadata } from "@aws-sdk/client-kms";
import type { Account } from "../account.ts";
import type { Key } from "../store/key.ts";
import { isPending, keyArn } from "./key.ts";

export function keyMetadata(key: Key, account: Account): KeyMetadata {
  const { id, created, enabled, description, deletion, manager } = key;
  const pending = isPending(key);
  return {
    ...{ AWSAccountId: account.id, KeyId: id, Arn: keyArn(account, id), CreationDate: new Date(created) },
    Enabled: enabled && !pending,
    Description: description,
    KeyUsage: "ENCRYPT_DECRYPT",
    KeyState: pending ? "PendingDeletion" : enabled ? "Enabled" : "Disabled",
    ...(deletion !== null && { DeletionDate: new Date(deletion) }),
    ...{ Origin: "AWS_KMS", KeyManager: manager },
    ...{ CustomerMasterKeySpec: "SYMMETRIC_DEFAULT", KeySpec: "SYMMETRIC_DEFAULT" },
    ...{ EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"], MultiRegion: false },
  };
}
