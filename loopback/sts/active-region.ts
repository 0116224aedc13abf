// STS answers in every region, except in opt-in regions that the account has not enabled.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html
import { AwsError } from "../aws-error.ts";
import type { Call } from "../operation.ts";
import { optInRegions } from "../regions.ts";

/** @throws AwsError RegionDisabledException for a request for credentials to a region that is not enabled. */
export function requireActiveRegion({ account, region }: Call): void {
  if (region === account.region || !optInRegions.has(region)) return;
  throw new AwsError(
    "RegionDisabledException",
    `STS is not activated in this region for account:${account.id}. Your account administrator can activate STS in this region using the IAM Console.`,
  );
}
