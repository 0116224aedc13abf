// The regions of the partition aws, and in what they differ.
// https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html

/** Launched before 2014: S3 takes Signature Version 2 there. https://docs.aws.amazon.com/AmazonS3/latest/API/specify-signature-version.html */
const first = [
  ...["us-east-1", "us-west-1", "us-west-2", "eu-west-1", "sa-east-1"],
  ...["ap-northeast-1", "ap-southeast-1", "ap-southeast-2"],
];
const later = [
  ...["ap-northeast-2", "ap-northeast-3", "ap-south-1", "ca-central-1"],
  ...["eu-central-1", "eu-north-1", "eu-west-2", "eu-west-3", "us-east-2"],
];
/** Launched since 20 March 2019; an account has them only after it enabled them. https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html */
const optIn = [
  ...["af-south-1", "ap-east-1", "ap-east-2", "ap-south-2", "ap-southeast-3", "ap-southeast-4"],
  ...["ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-west-1", "eu-central-2", "eu-south-1"],
  ...["eu-south-2", "il-central-1", "me-central-1", "me-south-1", "mx-central-1"],
];

export const regions: ReadonlySet<string> = new Set([...first, ...later, ...optIn]);
export const optInRegions: ReadonlySet<string> = new Set(optIn);
export const version2Regions: ReadonlySet<string> = new Set(first);
