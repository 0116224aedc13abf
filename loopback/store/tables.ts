// The tables of the loopback's state.
import { accountSettingTables } from "./account-settings.ts";
import { attachmentTables } from "./attachments.ts";
import { bucketTables } from "./buckets.ts";
import { contentTables } from "./contents.ts";
import { groupTables } from "./groups.ts";
import { inlinePolicyTables } from "./inline-policies.ts";
import { instanceProfileTables } from "./instance-profiles.ts";
import { loginProfileTables } from "./login-profiles.ts";
import { managedPolicyTables } from "./managed-policies.ts";
import { mfaDeviceTables } from "./mfa-devices.ts";
import { objectTables } from "./objects.ts";
import { oidcProviderTables } from "./oidc-providers.ts";
import { roleTables } from "./roles.ts";
import { accountTable } from "./stored-account.ts";
import { takenCodeTable } from "./taken-codes.ts";
import { tokenIssuerTables } from "./token-issuer.ts";
import { uploadTables } from "./uploads.ts";
import { userTables } from "./users.ts";

/** IAM's tables, which --iam-delay shows late, and all others. A statement touches either the ones or the others. */
export const iamTables = [
  ...[userTables, groupTables, inlinePolicyTables, managedPolicyTables, attachmentTables],
  ...[roleTables, mfaDeviceTables, loginProfileTables, instanceProfileTables, accountSettingTables],
  ...[tokenIssuerTables, oidcProviderTables],
].join("\n");
const otherTables = [
  ...[accountTable, takenCodeTable, bucketTables, objectTables, contentTables, uploadTables],
].join("\n");

export const tables = `${iamTables}\n${otherTables}`;
