// Outputs that contradict each other are not those of one stack.
import { expect, it } from "vitest";
import { readTarget } from "../../../smoke/deployment/target.ts";
import { outputs } from "../outputs.ts";

it.each<[string, object, string]>([
  [
    "the broker is of another account",
    { brokerUserArn: "arn:aws:iam::444455556666:user/b" },
    '"brokerUserArn"',
  ],
  [
    "the boundary is of another account",
    { brokerBoundaryArn: "arn:aws:iam::444455556666:policy/b" },
    '"brokerBoundaryArn"',
  ],
  ["the bucket has another name", { bucketArn: "arn:aws:s3:::other" }, '"bucketArn"'],
  ["the outside bucket has another name", { outsideBucketArn: "arn:aws:s3:::other" }, '"outsideBucketArn"'],
  ["the partition is none of AWS's", { partition: "aws-foo" }, '"partition"'],
])("%s", (_, changed, named) => {
  expect(() => readTarget({ ...outputs, ...changed })).toThrow(`The stack output ${named} is`);
});
