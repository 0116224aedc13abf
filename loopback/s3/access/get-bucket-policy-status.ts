// s3:GetBucketPolicyStatus. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html
import type { GetBucketPolicyStatusOutput, GetBucketPolicyStatusRequest } from "@aws-sdk/client-s3";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import type { Operation } from "../../operation.ts";
import { configuration } from "../../store/bucket.ts";
import { existingBucket, onBucket } from "../shared/bucket.ts";
import { noBucketPolicy } from "./get-bucket-policy.ts";
import { isPublicPolicy } from "./public-policy.ts";

export const getBucketPolicyStatus: Operation<GetBucketPolicyStatusRequest, GetBucketPolicyStatusOutput> = {
  takes: ["Bucket", "ExpectedBucketOwner"],

  requires: (input, call) => [onBucket("s3:GetBucketPolicyStatus", input, call)],

  handle(input, call) {
    const { name } = existingBucket(input, call);
    const text = configuration(call.account.store, name, "policy");
    if (text === undefined) throw noBucketPolicy(name);
    return { PolicyStatus: { IsPublic: isPublicPolicy(parsePolicy(text, "resource")) } };
  },
};
