// sts:DecodeAuthorizationMessage. EC2 and a few others encode the reasons of their denials; STS, IAM and S3 say them in
// the open. So there is no message that this account could decode, and every one is answered as AWS answers a stranger's.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
import type {
  DecodeAuthorizationMessageRequest,
  DecodeAuthorizationMessageResponse,
} from "@aws-sdk/client-sts";
import { AwsError } from "../aws-error.ts";
import type { Operation } from "../operation.ts";

export const decodeAuthorizationMessage: Operation<
  DecodeAuthorizationMessageRequest,
  DecodeAuthorizationMessageResponse
> = {
  takes: ["EncodedMessage"],
  constraints: { EncodedMessage: { min: 1, max: 10_240 } },

  requires: () => [{ action: "sts:DecodeAuthorizationMessage", resource: "*" }],

  handle() {
    throw new AwsError("InvalidAuthorizationMessageException", "Message is not valid");
  },
};
