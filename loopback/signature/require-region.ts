// A request is signed for the region that it goes to.
import type { Account } from "../account.ts";
import { AwsError } from "../aws-error.ts";
import { optInRegions, regions } from "../regions.ts";
import type { S3Endpoint } from "../request-region.ts";
import type { Authorization } from "./authorization.ts";
import { malformed } from "./authorization-header.ts";
import { malformedQuery } from "./authorization-query.ts";

/** Where and when a request is verified. */
export interface Verifier extends Pick<Account, "region" | "now"> {
  /** Where a request of S3 was sent; by default an address that stands for every region. */
  readonly endpoint?: S3Endpoint;
}

/** @throws AwsError in each service's own code and words */
export function requireRegion(authorization: Authorization, verifier: Verifier): void {
  const { service, region } = authorization;
  if (service === "s3") return void requireS3Region(authorization, verifier);
  // STS and IAM also have global endpoints, in us-east-1; an SDK that is given an endpoint by hand signs IAM's requests
  // for its own region too, so both are accepted.
  const isGlobal = service === "sts" || service === "iam";
  if (region === verifier.region || (isGlobal && region === "us-east-1")) return;
  // STS is in every region; where the account is not, its operations say so.
  if (service === "sts" && optInRegions.has(region)) return;
  throw new AwsError("SignatureDoesNotMatch", "Credential should be scoped to a valid region. ");
}

function requireS3Region({ region, place }: Authorization, verifier: Verifier): void {
  const expected = wrongS3Region(region, verifier);
  if (expected === undefined) return;
  const what = `the region '${region}' is wrong; expecting '${expected}'`;
  const refused =
    place === "query"
      ? malformedQuery(`Error parsing the X-Amz-Credential parameter; ${what}`)
      : malformed(what);
  throw new AwsError(refused.code, refused.message, { Region: expected }, bucketRegionHeader(verifier));
}

/** The region for which an S3 request must be signed, where `region` is another; undefined where it is right. */
export function wrongS3Region(region: string, verifier: Verifier): string | undefined {
  const demanded = verifier.endpoint?.region;
  const right = demanded === undefined ? regions.has(region) : region === demanded;
  return right ? undefined : answeringRegion(verifier);
}

/** The region that answers a request without a region. */
export const answeringRegion = ({ endpoint, region }: Verifier): string =>
  endpoint?.region ?? endpoint?.bucketRegion ?? region;

/** With it, clients send the request again where the bucket is. */
function bucketRegionHeader({ endpoint }: Verifier): Readonly<Record<string, string>> {
  const region = endpoint?.bucketRegion;
  return region === undefined ? {} : { "x-amz-bucket-region": region };
}
