// Whether an answer comes from S3.
import type { MetadataBearer } from "@smithy/types";

/** S3 gives every answer a request id; a captive portal, which answers 200 as well, does not. */
export const fromS3 = ({ $metadata }: MetadataBearer): boolean => $metadata.requestId !== undefined;
