// Whether an answer comes from S3.
import type { MetadataBearer } from "@smithy/types";

/**
 * S3 gives every answer two ids; a captive portal, which answers 200 as well, does not.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html
 */
export const fromS3 = ({ $metadata }: MetadataBearer): boolean =>
  $metadata.requestId !== undefined && $metadata.extendedRequestId !== undefined;
