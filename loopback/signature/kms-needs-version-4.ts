// KMS takes requests with Signature Version 4 only, so S3 refuses others where an object is encrypted by a KMS key.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/specifying-kms-encryption.html
import { AwsError } from "../aws-error.ts";
import type { WireRequest } from "../wire/wire-request.ts";

export const kmsNeedsVersion4 = ({ authorization }: WireRequest["headers"]): AwsError =>
  new AwsError(
    "InvalidArgument",
    "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.",
    { ArgumentName: "Authorization", ArgumentValue: authorization ?? "null" },
  );
