// kms:CreateKey. https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html
import type { CreateKeyRequest } from "@aws-sdk/client-kms";
import type { RequestContext } from "../../policy/authorization-request.ts";
import { type Account, timestamp } from "../account.ts";
import { tagContext } from "../authorization/request-tags.ts";
import { AwsError } from "../aws-error.ts";
import { NotServedError } from "../not-served-error.ts";
import type { Operation } from "../operation.ts";
import { type Key, putKey } from "../store/key.ts";
import { policy, tags as tagConstraint } from "./constraints.ts";
import { keyArn } from "./key.ts";
import { keyMetadata } from "./key-metadata.ts";
import { acceptedKeyPolicy, defaultKeyPolicy } from "./key-policy.ts";
import { keyTags, requireFewTags } from "./key-tags.ts";
import { callerKeys, onNothing } from "./requirement.ts";

export const createKey: Operation<CreateKeyRequest, object> = {
  takes: [
    ...(["Policy", "Description", "KeyUsage", "KeySpec", "CustomerMasterKeySpec", "Origin"] as const),
    ...(["BypassPolicyLockoutSafetyCheck", "Tags", "MultiRegion"] as const),
  ],
  constraints: { Policy: policy, Description: { min: 0, max: 8192 }, Tags: tagConstraint },

  requires(input, call) {
    const sent = tagContext(keyTags(input.Tags));
    const keys = { ...callerKeys(call), ...sent };
    return [
      onNothing("kms:CreateKey", { ...askedSpecKeys(input), ...bypassKey(input), ...keys }),
      ...(input.Tags === undefined || input.Tags.length === 0
        ? []
        : [{ ...onNothing("kms:TagResource", keys), resource: keyArn(call.account, "*") }]),
    ];
  },

  handle(input, call) {
    const { account } = call;
    requireSymmetric(input);
    const tags = keyTags(input.Tags);
    requireFewTags(tags);
    const { Description = "", Policy, BypassPolicyLockoutSafetyCheck } = input;
    const id = newKeyId(account);
    const principals =
      Policy === undefined
        ? {}
        : acceptedKeyPolicy(Policy, keyArn(account, id), call, BypassPolicyLockoutSafetyCheck);
    const key: Key = {
      ...{ id, created: timestamp(account), manager: "CUSTOMER", description: Description, enabled: true },
      ...{ deletion: null, window: null, rotation: null },
      ...{ policy: Policy ?? defaultKeyPolicy(account), principals, tags },
    };
    putKey(account.store, key);
    return { KeyMetadata: keyMetadata(key, account) };
  },
};

/** What the request asks for, also where no such key is made here. */
const askedSpecKeys = (input: CreateKeyRequest): RequestContext => ({
  "kms:KeyOrigin": input.Origin ?? "AWS_KMS",
  "kms:KeySpec": askedSpec(input),
  "kms:KeyUsage": input.KeyUsage ?? "ENCRYPT_DECRYPT",
  "kms:MultiRegion": String(input.MultiRegion ?? false),
});

/** CustomerMasterKeySpec is the old name of KeySpec. */
const askedSpec = ({ KeySpec, CustomerMasterKeySpec }: CreateKeyRequest): string =>
  KeySpec ?? CustomerMasterKeySpec ?? "SYMMETRIC_DEFAULT";

/** kms:BypassPolicyLockoutSafetyCheck is there even where the request leaves it out. */
export const bypassKey = ({
  BypassPolicyLockoutSafetyCheck: bypass = false,
}: Pick<CreateKeyRequest, "BypassPolicyLockoutSafetyCheck">) => ({
  "kms:BypassPolicyLockoutSafetyCheck": String(bypass),
});

/** @throws NotServedError for any other kind of key; AwsError ValidationException for a usage that the spec rules out. */
function requireSymmetric(input: CreateKeyRequest): void {
  const { CustomerMasterKeySpec } = input;
  const KeySpec = askedSpec(input);
  const { KeyUsage, Origin = "AWS_KMS", MultiRegion = false } = input;
  if (CustomerMasterKeySpec !== undefined && CustomerMasterKeySpec !== KeySpec) {
    const message = "You cannot specify KeySpec and CustomerMasterKeySpec in the same request.";
    throw new AwsError("ValidationException", message);
  }
  if (KeySpec !== "SYMMETRIC_DEFAULT")
    throw new NotServedError(`KMS keys of the spec ${KeySpec}`, "S3 encrypts with symmetric keys only");
  if (KeyUsage !== undefined && KeyUsage !== "ENCRYPT_DECRYPT") {
    const message = `KeyUsage ${KeyUsage} is not compatible with KeySpec ${KeySpec}`;
    throw new AwsError("ValidationException", message);
  }
  if (Origin !== "AWS_KMS")
    throw new NotServedError(`KMS keys of the origin ${Origin}`, "keys here have no key material");
  if (MultiRegion) throw new NotServedError("multi-Region KMS keys", "the account has one region");
}

function newKeyId(account: Account): string {
  const digits = account.random(16).toString("hex");
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
}
