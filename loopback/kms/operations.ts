// The KMS operations that the loopback serves.
import type { AnyOperation } from "../operation.ts";
import { createAlias, deleteAlias, listAliases, updateAlias } from "./alias-operations.ts";
import { createKey } from "./create-key.ts";
import { describeKey } from "./describe-key.ts";
import { getKeyPolicy, listKeyPolicies, putKeyPolicy } from "./key-policy-operations.ts";
import { disableKeyRotation, enableKeyRotation, getKeyRotationStatus } from "./key-rotation-operations.ts";
import {
  cancelKeyDeletion,
  disableKey,
  enableKey,
  scheduleKeyDeletion,
  updateKeyDescription,
} from "./key-state-operations.ts";
import { listResourceTags, tagResource, untagResource } from "./key-tag-operations.ts";
import { listKeys } from "./list-keys.ts";

export const kmsOperations: Readonly<Record<string, AnyOperation>> = {
  CancelKeyDeletion: cancelKeyDeletion,
  CreateAlias: createAlias,
  CreateKey: createKey,
  DeleteAlias: deleteAlias,
  DescribeKey: describeKey,
  DisableKey: disableKey,
  DisableKeyRotation: disableKeyRotation,
  EnableKey: enableKey,
  EnableKeyRotation: enableKeyRotation,
  GetKeyPolicy: getKeyPolicy,
  GetKeyRotationStatus: getKeyRotationStatus,
  ListAliases: listAliases,
  ListKeyPolicies: listKeyPolicies,
  ListKeys: listKeys,
  ListResourceTags: listResourceTags,
  PutKeyPolicy: putKeyPolicy,
  ScheduleKeyDeletion: scheduleKeyDeletion,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateAlias: updateAlias,
  UpdateKeyDescription: updateKeyDescription,
};
