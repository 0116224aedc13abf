// iam:CreateVirtualMFADevice.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateVirtualMFADevice.html
import type { CreateVirtualMFADeviceRequest, CreateVirtualMFADeviceResponse } from "@aws-sdk/client-iam";
import { Secret } from "otpauth";
import { requestTags, tagContext } from "../../authorization/request-tags.ts";
import { AwsError } from "../../aws-error.ts";
import type { Operation } from "../../operation.ts";
import { insertMfaDevice, mfaDevice } from "../../store/mfa-device.ts";
import { path, tags } from "../constraints.ts";
import { deviceArn } from "../entities/mfa-device.ts";
import { tagList } from "../entities/tag.ts";

/** Bytes of a seed: 64 characters of base32, as AWS's. */
const seedLength = 40;

export const createVirtualMfaDevice: Operation<
  CreateVirtualMFADeviceRequest,
  CreateVirtualMFADeviceResponse
> = {
  takes: ["Path", "VirtualMFADeviceName", "Tags"],
  constraints: {
    Path: path,
    VirtualMFADeviceName: { min: 1, pattern: "[\\w+=,.@-]+" },
    Tags: tags,
  },

  requires({ Path = "/", VirtualMFADeviceName = "", Tags }, { account }) {
    const resource = deviceArn(account, Path, VirtualMFADeviceName);
    const sent = requestTags(Tags, "InvalidInput", "exact");
    const context = tagContext(sent);
    const create = { action: "iam:CreateVirtualMFADevice", resource, context };
    const tag = { action: "iam:TagMFADevice", resource, context };
    return Object.keys(sent).length === 0 ? [create] : [create, tag];
  },

  /** QRCodePNG, a picture of the same seed, is left out: a program reads the seed itself. */
  handle({ Path = "/", VirtualMFADeviceName = "", Tags }, { account }) {
    const serial = deviceArn(account, Path, VirtualMFADeviceName);
    if (mfaDevice(account.store, serial) !== undefined) {
      throw new AwsError("EntityAlreadyExists", "MFA device already exists.");
    }
    const seed = new Secret({ buffer: Uint8Array.from(account.random(seedLength)).buffer }).base32;
    const sent = requestTags(Tags, "InvalidInput", "exact");
    insertMfaDevice(account.store, serial, seed, sent);
    return {
      VirtualMFADevice: {
        SerialNumber: serial,
        Base32StringSeed: Buffer.from(seed),
        ...(Object.keys(sent).length > 0 && { Tags: tagList(sent) }),
      },
    };
  },
};
