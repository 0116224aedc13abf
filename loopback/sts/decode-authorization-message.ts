// sts:DecodeAuthorizationMessage. EC2 and a few others encode the reasons of denials; STS, IAM, KMS and S3 show them as
// text. So this account can decode no message: every one gets AWS's answer for another account's message.
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
