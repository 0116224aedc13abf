// The tables of the loopback's state.
import { accountSettingTables } from "./account-setting.ts";
import { attachmentTables } from "./attachment.ts";
import { bucketTables } from "./bucket.ts";
import { contentTables } from "./content.ts";
import { groupTables } from "./group.ts";
import { inlinePolicyTables } from "./inline-policy.ts";
import { instanceProfileTables } from "./instance-profile.ts";
import { keyTables } from "./key.ts";
import { loginProfileTables } from "./login-profile.ts";
import { managedPolicyTables } from "./managed-policy.ts";
import { mfaDeviceTables } from "./mfa-device.ts";
import { objectTables } from "./object.ts";
import { oidcProviderTables } from "./oidc-provider.ts";
import { roleTables } from "./role.ts";
import { accountTable } from "./stored-account.ts";
import { takenCodeTable } from "./taken-code.ts";
import { tokenIssuerTables } from "./token-issuer.ts";
import { uploadTables } from "./upload.ts";
import { userTables } from "./user.ts";

/** IAM's tables, which --iam-delay shows late, and all others. No statement uses both. */
export const iamTables = [
  ...[userTables, groupTables, inlinePolicyTables, managedPolicyTables, attachmentTables],
  ...[roleTables, mfaDeviceTables, loginProfileTables, instanceProfileTables, accountSettingTables],
  ...[tokenIssuerTables, oidcProviderTables],
].join("\n");
const otherTables = [
  ...[accountTable, takenCodeTable, bucketTables, objectTables, contentTables, uploadTables, keyTables],
].join("\n");

export const tables = `${iamTables}\n${otherTables}`;
