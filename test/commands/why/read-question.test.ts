// The questions of `npm run why`: something that cannot exist is refused by name, before any decision.
import { describe, expect, test } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { UsageError } from "../../../commands/shared/run-command.ts";
import { readQuestion } from "../../../commands/why/read-question.ts";

const catalogue = await openCatalogue();

describe("a question", () => {
  test.for([
    ["User1", "s3:GetObject", "arn:aws:s3:::bucket/key"],
    ["broker", "S3:getobject", "arn:aws-us-gov:s3:::bucket/key"],
    ["NoPolicy", "sts:GetCallerIdentity", "*"],
    ["User1", "sqs:SendMessage", "arn:aws:sqs:us-east-1:111122223333:queue"],
  ])("may be %s %s %s", async ([principal = "", action = "", arn = ""]) => {
    expect(await readQuestion([principal, action, arn], catalogue)).toEqual({ principal, action, arn });
  });

  const USAGE =
    "Say who asks for what: npm run why -- PRINCIPAL ACTION RESOURCE, such as User1 s3:GetObject arn:aws:s3:::bucket/key.";

  test.for<[string[], string]>([
    [[], USAGE],
    [["User1", "s3:GetObject"], USAGE],
    [["User1", "s3:GetObject", "*", "*"], USAGE],
    [
      ["User2", "s3:GetObject", "*"],
      'There is no principal "User2": the principals are broker, User1, User1ForAnHour, NoPolicy, AllOfS3, Managed, Tagged, TaggedOtherwise, Granted, testFedUserSession, SessionToken, RetiredKey, Expired, nobody.',
    ],
    [
      ["User1", "GetObject", "*"],
      '"GetObject" is no action: name a service and one of its actions, such as s3:GetObject.',
    ],
    [
      ["User1", "s3:Get*", "*"],
      '"s3:Get*" is no action: name a service and one of its actions, such as s3:GetObject.',
    ],
    [["User1", "s3:GetObjekt", "*"], "s3 has no action s3:GetObjekt; did you mean s3:GetObject?"],
    [["User1", "s3:Frobnicate", "*"], "s3 has no action s3:Frobnicate; correct it."],
    [["User1", "s4:GetObject", "*"], 'No AWS service has the prefix "s4" of s4:GetObject; did you mean s3?'],
    [
      ["User1", "s3:GetObject", "bucket/key"],
      '"bucket/key" is no ARN: give one, such as arn:aws:s3:::bucket/key, or "*" where the action takes no resource.',
    ],
    [
      ["User1", "s3:GetObject", "arn:amazon:s3:::bucket/key"],
      '"amazon" in arn:amazon:s3:::bucket/key is no partition of AWS: write aws, aws-cn or aws-us-gov.',
    ],
    [
      ["User1", "s3:ListBucket", "arn:aws:s3:::"],
      "arn:aws:s3::: names no bucket: write it after the last colon.",
    ],
    [
      ["User1", "s3:GetObject", "arn:aws:s3:::/key"],
      "arn:aws:s3:::/key names no bucket: write it after the last colon.",
    ],
  ])("may not be %j", async ([words, message]) => {
    await expect(readQuestion(words, catalogue)).rejects.toThrow(new UsageError(message));
  });
});
