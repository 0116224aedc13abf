// What changes a key's state and description: enabled, disabled, waiting for its deletion.
// https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
import type { ScheduleKeyDeletionRequest, UpdateKeyDescriptionRequest } from "@aws-sdk/client-kms";
import { AwsError } from "../aws-error.ts";
import type { Operation } from "../operation.ts";
import { putKey } from "../store/key.ts";
import { keyId } from "./constraints.ts";
import { changeableKey, existingKey, isPending, keyArn } from "./key.ts";
import { onKey } from "./requirement.ts";

interface KeyInput {
  readonly KeyId?: string | undefined;
}

const setting = (action: string, enabled: boolean): Operation<KeyInput, void> => ({
  takes: ["KeyId"],
  constraints: keyId,

  requires: (input, call) => [onKey(action, input, call)],

  handle({ KeyId = "" }, { account }) {
    putKey(account.store, { ...changeableKey(KeyId, account), enabled });
  },
});

export const enableKey = setting("kms:EnableKey", true);
export const disableKey = setting("kms:DisableKey", false);

export const updateKeyDescription: Operation<UpdateKeyDescriptionRequest, void> = {
  takes: ["KeyId", "Description"],
  constraints: { ...keyId, Description: { min: 0, max: 8192 } },

  requires: (input, call) => [onKey("kms:UpdateKeyDescription", input, call)],

  handle({ KeyId = "", Description = "" }, { account }) {
    putKey(account.store, { ...changeableKey(KeyId, account), description: Description });
  },
};

const [shortest, longest] = [7, 30];
const day = 24 * 60 * 60 * 1000;

export const scheduleKeyDeletion: Operation<ScheduleKeyDeletionRequest, object> = {
  takes: ["KeyId", "PendingWindowInDays"],
  constraints: { ...keyId, PendingWindowInDays: { min: 1, max: 365 } },

  requires: (input, call) => [
    onKey("kms:ScheduleKeyDeletion", input, call, {
      "kms:ScheduleKeyDeletionPendingWindowInDays": String(input.PendingWindowInDays ?? longest),
    }),
  ],

  handle({ KeyId = "", PendingWindowInDays: window = longest }, { account }) {
    const key = changeableKey(KeyId, account);
    if (window < shortest || window > longest) {
      const message = `PendingWindowInDays must be between ${shortest} and ${longest}, inclusive.`;
      throw new AwsError("ValidationException", message);
    }
    const deletion = account.now().getTime() + window * day;
    putKey(account.store, { ...key, deletion, window });
    return {
      ...{ KeyId: keyArn(account, key.id), DeletionDate: new Date(deletion) },
      ...{ KeyState: "PendingDeletion", PendingWindowInDays: window },
    };
  },
};

export const cancelKeyDeletion: Operation<KeyInput, object> = {
  takes: ["KeyId"],
  constraints: keyId,

  requires: (input, call) => [onKey("kms:CancelKeyDeletion", input, call)],

  handle({ KeyId = "" }, { account }) {
    const key = existingKey(KeyId, account);
    const arn = keyArn(account, key.id);
    if (!isPending(key)) throw new AwsError("KMSInvalidStateException", `${arn} is not pending deletion.`);
    // It comes back disabled: https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html
    putKey(account.store, { ...key, enabled: false, deletion: null, window: null });
    return { KeyId: arn };
  },
};
