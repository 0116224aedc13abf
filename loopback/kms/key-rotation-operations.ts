// The automatic rotation of a key's material: a setting, since keys here have no material.
// https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
import type {
  DisableKeyRotationRequest,
  EnableKeyRotationRequest,
  GetKeyRotationStatusRequest,
} from "@aws-sdk/client-kms";
import type { Operation } from "../operation.ts";
import { putKey } from "../store/key.ts";
import { keyId } from "./constraints.ts";
import { existingKey, isPending, keyArn, usableKey } from "./key.ts";
import { onKey } from "./requirement.ts";

const yearly = 365;
const day = 24 * 60 * 60 * 1000;

export const getKeyRotationStatus: Operation<GetKeyRotationStatusRequest, object> = {
  takes: ["KeyId"],
  constraints: keyId,

  requires: (input, call) => [onKey("kms:GetKeyRotationStatus", input, call)],

  handle({ KeyId = "" }, { account }) {
    const key = existingKey(KeyId, account);
    const period = isPending(key) ? null : key.rotation;
    return {
      ...{ KeyId: keyArn(account, key.id), KeyRotationEnabled: period !== null },
      ...(period !== null && {
        RotationPeriodInDays: period,
        NextRotationDate: new Date(nextRotation(key.created, period * day, account.now().getTime())),
      }),
    };
  },
};

const nextRotation = (created: number, period: number, now: number): number =>
  created + (Math.floor((now - created) / period) + 1) * period;

export const enableKeyRotation: Operation<EnableKeyRotationRequest, void> = {
  takes: ["KeyId", "RotationPeriodInDays"],
  constraints: { ...keyId, RotationPeriodInDays: { min: 90, max: 2560 } },

  requires: (input, call) => [
    onKey("kms:EnableKeyRotation", input, call, {
      "kms:RotationPeriodInDays": String(input.RotationPeriodInDays ?? yearly),
    }),
  ],

  handle({ KeyId = "", RotationPeriodInDays = yearly }, { account }) {
    putKey(account.store, { ...usableKey(KeyId, account), rotation: RotationPeriodInDays });
  },
};

export const disableKeyRotation: Operation<DisableKeyRotationRequest, void> = {
  takes: ["KeyId"],
  constraints: keyId,

  requires: (input, call) => [onKey("kms:DisableKeyRotation", input, call)],

  handle({ KeyId = "" }, { account }) {
    putKey(account.store, { ...usableKey(KeyId, account), rotation: null });
  },
};
