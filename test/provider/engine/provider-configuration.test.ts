// What a stack may configure of the provider, and the message for each mistake.
import { describe, expect, it, vi } from "vitest";
import { readProviderConfiguration } from "../../../provider/engine/provider-configuration.ts";

const loopback = { endpoint: "http://127.0.0.1:4566", region: "us-east-1" };
const keys = { accessKey: "AKIASTACK", secretKey: "s" };
const read = (given: Record<string, unknown>) => readProviderConfiguration(given, loopback);

const keysAreMissing =
  "the properties accessKey and secretKey are missing, and this provider has no keys of its own: set them with pulumi config set aws:accessKey ID and pulumi config set --secret aws:secretKey SECRET";

describe("the provider's configuration", () => {
  it("is the loopback's own place with the stack's keys, if the stack gives no more", () => {
    const { mayDeployTo, ...target } = read({ ...keys, version: "7.48.0", skipMetadataApiCheck: "true" });
    const credentials = { accessKeyId: "AKIASTACK", secretAccessKey: "s" };
    expect(target).toEqual({ ...loopback, credentials, defaultTags: {} });
    expect(mayDeployTo("111122223333")).toBe(true);
  });

  it("is the stack's where it says something, nested options as JSON", () => {
    const { mayDeployTo, ...target } = read({
      region: "us-east-1",
      accessKey: "AKIASTACK",
      secretKey: "s",
      token: "t",
      defaultTags: '{"tags":{"team":"a"}}',
      endpoints: '[{"s3":"http://localhost:4566","iam":"http://127.0.0.1:4566/"}]',
      allowedAccountIds: '["111122223333","444455556666"]',
      forbiddenAccountIds: ["444455556666"],
    });
    expect(target).toEqual({
      endpoint: "http://127.0.0.1:4566",
      region: "us-east-1",
      credentials: { accessKeyId: "AKIASTACK", secretAccessKey: "s", sessionToken: "t" },
      defaultTags: { team: "a" },
    });
    expect(["111122223333", "444455556666", "777788889999"].map(mayDeployTo)).toEqual([true, false, false]);
  });

  it.each([
    [{ profile: "me" }, 'the property "profile" is not one that this deployment can set'],
    [{ assumeRoles: "[]" }, 'the property "assumeRoles" is not one that this deployment can set'],
    [
      { region: "eu-central-1" },
      "the property region is eu-central-1, but the loopback is in us-east-1: start it with --region eu-central-1, or set aws:region to us-east-1",
    ],
    [{ region: 5 }, 'the property "region" must be a string'],
    [{}, keysAreMissing],
    [{ accessKey: "", secretKey: "", token: "" }, keysAreMissing],
    [{ allowedAccountIds: '["111122223333"]', region: "us-east-1" }, keysAreMissing],
    [{ accessKey: "AKIASTACK" }, "the properties accessKey and secretKey must be given together"],
    [{ token: "t" }, "the properties accessKey and secretKey must be given together"],
    [{ defaultTags: "{" }, "the property defaultTags is no JSON"],
    [{ defaultTags: '{"tag":{}}' }, 'the property "defaultTags.tag" is not one that this deployment can set'],
    [
      { endpoints: '[{"sqs":"http://127.0.0.1:4566"}]' },
      'the property endpoints names the service "sqs", which the loopback does not serve',
    ],
    [
      { endpoints: '[{"s3":"https://s3.amazonaws.com"}]' },
      "the property endpoints has https://s3.amazonaws.com for s3, but this provider deploys to http://127.0.0.1:4566 only: give that, or leave endpoints out",
    ],
  ])("that cannot be obeyed is refused: %j", (given, message) => {
    expect(() => read(given)).toThrow(expect.objectContaining({ message }));
  });

  it("takes no keys from the environment of the loopback, which is not the stack's", () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIAOPERATOR");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "operators-own");
    expect(() => read({})).toThrow(keysAreMissing);
    vi.unstubAllEnvs();
  });
});
