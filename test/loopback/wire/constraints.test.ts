// AWS's texts for parameters that are too long, too short, of the wrong pattern or missing, to the letter.
import { describe, expect } from "vitest";
import { sendForm } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";

const federate = (parameters: string) =>
  sendForm(sandbox, "sts", `Action=GetFederationToken&Version=2011-06-15&${parameters}`);
const iam = (parameters: string) => sendForm(sandbox, "iam", `Version=2010-05-08&${parameters}`);

const invalid = (...violations: readonly string[]) => ({
  ...{ status: 400, code: "ValidationError" },
  message: `${violations.length} validation error${violations.length === 1 ? "" : "s"} detected: ${violations.join("; ")}`,
});
const namePattern = "Member must satisfy regular expression pattern: [\\w+=,.@-]*";
const letters = (count: number) => "a".repeat(count);

describe("GetFederationToken", () => {
  it.each<[string, readonly string[]]>([
    ["", ["Value null at 'name' failed to satisfy constraint: Member must not be null"]],
    [
      "Name=a",
      [
        "Value 'a' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 2",
      ],
    ],
    [
      "Name=",
      ["Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 2"],
    ],
    [
      `Name=${letters(33)}`,
      [
        `Value '${letters(33)}' at 'name' failed to satisfy constraint: Member must have length less than or equal to 32`,
      ],
    ],
    ["Name=a%20b", [`Value 'a b' at 'name' failed to satisfy constraint: ${namePattern}`]],
    ["Name=a/b", [`Value 'a/b' at 'name' failed to satisfy constraint: ${namePattern}`]],
    ["Name=ab%0A", [`Value 'ab\n' at 'name' failed to satisfy constraint: ${namePattern}`]],
    ["Name=%C3%A9%C3%A9", [`Value 'éé' at 'name' failed to satisfy constraint: ${namePattern}`]],
    [
      "Name=ab&DurationSeconds=899",
      [
        "Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
      ],
    ],
    [
      "Name=ab&DurationSeconds=129601",
      [
        "Value '129601' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 129600",
      ],
    ],
    [
      "Name=ab&DurationSeconds=-1",
      [
        "Value '-1' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
      ],
    ],
    [
      "Name=ab&Policy=",
      [
        "Value '' at 'policy' failed to satisfy constraint: Member must have length greater than or equal to 1",
        "Value '' at 'policy' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
      ],
    ],
    [
      `Name=ab&Policy=${letters(2049)}`,
      [
        `Value '${letters(2049)}' at 'policy' failed to satisfy constraint: Member must have length less than or equal to 2048`,
      ],
    ],
    [
      "Name=ab&Policy=%E2%82%AC",
      [
        "Value '€' at 'policy' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
      ],
    ],
    [
      "Name=ab&Tags.member.1.Key=&Tags.member.1.Value=v",
      [
        "Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1",
        "Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+",
      ],
    ],
    [
      "Name=ab&Tags.member.1.Key=k",
      ["Value null at 'tags.1.member.value' failed to satisfy constraint: Member must not be null"],
    ],
    [
      "Name=ab&Tags.member.1.Key=a&Tags.member.1.Value=v&Tags.member.2.Value=v",
      ["Value null at 'tags.2.member.key' failed to satisfy constraint: Member must not be null"],
    ],
    [
      "Name=ab&Tags.member.1.Key=k%25&Tags.member.1.Value=v",
      [
        "Value 'k%' at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+",
      ],
    ],
    [
      `Name=ab&Tags.member.1.Key=k&Tags.member.1.Value=${letters(257)}`,
      [
        `Value '${letters(257)}' at 'tags.1.member.value' failed to satisfy constraint: Member must have length less than or equal to 256`,
      ],
    ],
    [
      `Name=ab${Array.from({ length: 51 }, (_, i) => `&Tags.member.${i + 1}.Key=${i}&Tags.member.${i + 1}.Value=`).join("")}`,
      ["Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50"],
    ],
    [
      "Name=a&DurationSeconds=1&Policy=",
      [
        "Value 'a' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 2",
        "Value '' at 'policy' failed to satisfy constraint: Member must have length greater than or equal to 1",
        "Value '' at 'policy' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
        "Value '1' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
      ],
    ],
  ])("says what is wrong with %s", async (parameters, violations) => {
    expect(await federate(parameters)).toMatchObject(invalid(...violations));
  });

  it.each([
    "Name=ab",
    `Name=${letters(32)}`,
    "Name=a%2B%3D,.@-_Z9",
    "Name=null",
    "Name=__proto__",
    "Name=ab&DurationSeconds=900",
    "Name=ab&DurationSeconds=129600",
    "Name=ab&Tags.member.1.Key=k&Tags.member.1.Value=",
    "Name=ab&Tags.member.1.Key=%C3%A9%20%F0%90%90%80:/%3D%2B-@_.&Tags.member.1.Value=%E6%9D%B1",
    `Name=ab&Tags.member.1.Key=${letters(128)}&Tags.member.1.Value=${letters(256)}`,
  ])("takes %s", async (parameters) => {
    expect(await federate(parameters)).toMatchObject({ status: 200 });
  });

  it.each([
    ["Tags.member.1.Key=Team&Tags.member.1.Value=a&Tags.member.2.Key=team&Tags.member.2.Value=b"],
    ["Tags.member.1.Key=team&Tags.member.1.Value=a&Tags.member.2.Key=team&Tags.member.2.Value=a"],
  ])("takes no key twice, whatever its case: %s", async (tags) => {
    expect(await federate(`Name=ab&${tags}`)).toMatchObject({
      ...{ status: 400, code: "InvalidParameterValue" },
      message: "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
    });
  });

  it.each(["aws:team", "AWS:team"])("takes no key of AWS's own: %s", async (key) => {
    const answer = await federate(`Name=ab&Tags.member.1.Key=${key}&Tags.member.1.Value=`);
    expect(answer).toMatchObject({ status: 400, code: "InvalidParameterValue" });
  });
});

describe("IAM", () => {
  const key = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+";
  const tags = (count: number) =>
    Array.from(
      { length: count },
      (_, i) => `&Tags.member.${i + 1}.Key=${i}&Tags.member.${i + 1}.Value=`,
    ).join("");

  it.each<[string, readonly string[]]>([
    ["Action=CreateUser", ["Value null at 'userName' failed to satisfy constraint: Member must not be null"]],
    [
      `Action=CreateUser&UserName=${letters(65)}`,
      ["Value at 'userName' failed to satisfy constraint: Member must have length less than or equal to 64"],
    ],
    [
      "Action=CreateUser&UserName=a&Path=b",
      [
        "Value at 'path' failed to satisfy constraint: Member must satisfy regular expression pattern: (\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)",
      ],
    ],
    [
      "Action=UpdateAccessKey&AccessKeyId=AKIAIOSFODNN7EXAMPLE&Status=null",
      [
        "Value at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive, Expired]",
      ],
    ],
    [
      "Action=PutUserPolicy",
      [
        "Value null at 'userName' failed to satisfy constraint: Member must not be null",
        "Value null at 'policyName' failed to satisfy constraint: Member must not be null",
        "Value null at 'policyDocument' failed to satisfy constraint: Member must not be null",
      ],
    ],
    [
      "Action=ListUsers&MaxItems=0",
      ["Value at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1"],
    ],
    [
      "Action=GetPolicyVersion&PolicyArn=arn:aws:iam::aws:policy/ReadOnlyAccess&VersionId=1",
      [
        "Value at 'versionId' failed to satisfy constraint: Member must satisfy regular expression pattern: v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?",
      ],
    ],
    [
      `Action=TagUser&UserName=a${tags(51)}`,
      ["Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50"],
    ],
    [
      `Action=TagUser&UserName=a&Tags.member.1.Key=${letters(129)}&Tags.member.1.Value=`,
      [
        "Value at 'tags.1.member.key' failed to satisfy constraint: Member must have length less than or equal to 128",
      ],
    ],
    [
      "Action=TagUser&UserName=a&Tags.member.1.Key=%25&Tags.member.1.Value=",
      [
        `Value at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: ${key}`,
      ],
    ],
    [
      `Action=UntagUser&UserName=a&TagKeys.member.1=k&TagKeys.member.2=${letters(129)}`,
      [
        `Value at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: ${key}, Member must not be null]`,
      ],
    ],
    [
      "Action=UpdateAccountPasswordPolicy&MinimumPasswordLength=129&PasswordReusePrevention=25&MaxPasswordAge=1096",
      [
        "Value at 'minimumPasswordLength' failed to satisfy constraint: Member must have value less than or equal to 128",
        "Value at 'passwordReusePrevention' failed to satisfy constraint: Member must have value less than or equal to 24",
        "Value at 'maxPasswordAge' failed to satisfy constraint: Member must have value less than or equal to 1095",
      ],
    ],
  ])("says what is wrong with %s, but not the value", async (parameters, violations) => {
    expect(await iam(parameters)).toMatchObject(invalid(...violations));
  });

  it.each([
    ["Action=GetUser&UserName=a%20b", "userName"],
    ["Action=CreateGroup&GroupName=a/b", "groupName"],
    ["Action=PutUserPolicy&UserName=a&PolicyName=%C3%A9&PolicyDocument=x", "policyName"],
    ["Action=GetInstanceProfile&InstanceProfileName=*", "instanceProfileName"],
  ])("has a sentence of its own for names: %s", async (parameters, member) => {
    expect(await iam(parameters)).toMatchObject({
      ...{ status: 400, code: "ValidationError" },
      message: `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
    });
  });
});
