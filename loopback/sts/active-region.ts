// STS answers in every region but those that an account must opt in to and has not.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html
import { AwsError } from "../aws-error.ts";
import type { Call } from "../operation.ts";

/** https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html */
const optIn = new Set([
  ...["af-south-1", "ap-east-1", "ap-east-2", "ap-south-2", "ap-southeast-3", "ap-southeast-4"],
  ...["ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-west-1", "eu-central-2", "eu-south-1"],
  ...["eu-south-2", "il-central-1", "me-central-1", "me-south-1", "mx-central-1"],
]);

/** @throws AwsError RegionDisabledException for credentials asked of a region that is not the account's to use. */
export function requireActiveRegion({ account, request }: Call): void {
  const scope = request.headers.authorization ?? request.query.get("X-Amz-Credential")?.[0] ?? "";
  const region = /[^/,]*\/\d{8}\/([^/,]*)\/sts\//.exec(scope)?.[1] ?? account.region;
  if (region === account.region || !optIn.has(region)) return;
  throw new AwsError(
    "RegionDisabledException",
    `STS is not activated in this region for account:${account.id}. Your account administrator can activate STS in this region using the IAM Console.`,
  );
}
