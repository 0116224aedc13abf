// The KMS operations that the loopback refuses as NotImplemented, and why: the reason ends the sentence of the refusal.
// A caller who may not make the call is denied it, as on AWS, and only others learn that it is not served.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
import type { Operation } from "../operation.ts";
import { onKey, onNothing } from "./requirement.ts";

/** The member that names the key; an operation without one is about no key. */
type About = "KeyId" | "DestinationKeyId" | "nothing";

const groups: readonly (readonly [reason: string, about: About, operations: readonly string[]])[] = [
  [
    "nothing is encrypted here, so keys have no key material",
    "KeyId",
    [
      ...[
        "Decapsulate",
        "Decrypt",
        "DeleteImportedKeyMaterial",
        "DeriveSharedSecret",
        "Encapsulate",
        "Encrypt",
      ],
      ...["GenerateDataKey", "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext"],
      ...["GenerateDataKeyWithoutPlaintext", "GenerateMac", "GetKeyLastUsage", "GetParametersForImport"],
      ...["GetPublicKey", "ImportKeyMaterial", "ListKeyRotations", "RotateKeyOnDemand", "Sign", "Verify"],
      "VerifyMac",
    ],
  ],
  ["nothing is encrypted here, so keys have no key material", "DestinationKeyId", ["ReEncrypt"]],
  ["nothing is encrypted here, so no random bytes are needed", "nothing", ["GenerateRandom"]],
  [
    "only key policies and identity policies decide here, no grants",
    "KeyId",
    ["CreateGrant", "ListGrants", "RetireGrant", "RevokeGrant"],
  ],
  ["only key policies and identity policies decide here, no grants", "nothing", ["ListRetirableGrants"]],
  [
    "keys are in KMS's own key store",
    "nothing",
    [
      ...["ConnectCustomKeyStore", "CreateCustomKeyStore", "DeleteCustomKeyStore", "DescribeCustomKeyStores"],
      ...["DisconnectCustomKeyStore", "UpdateCustomKeyStore"],
    ],
  ],
  ["the account has one region", "KeyId", ["ReplicateKey", "UpdatePrimaryRegion"]],
];

export const kmsRefused: Readonly<Record<string, string>> = Object.fromEntries(
  groups.flatMap(([reason, , operations]) => operations.map((operation) => [operation, reason])),
);

/** The actions that are not called like their operation. */
const actions: Readonly<Record<string, string>> = { ReEncrypt: "kms:ReEncryptTo" };

/** Ciphertexts and grant tokens name their key, too, but none was ever made here. */
const requires =
  (operation: string, about: About): Operation["requires"] =>
  (input, call) => {
    const action = actions[operation] ?? `kms:${operation}`;
    const KeyId = (input as Readonly<Record<string, unknown>>)[about];
    return [typeof KeyId === "string" ? onKey(action, { KeyId }, call) : onNothing(action)];
  };

export const kmsRefusedRequirements: Readonly<Record<string, Operation["requires"]>> = Object.fromEntries(
  groups.flatMap(([, about, operations]) => operations.map((name) => [name, requires(name, about)])),
);
