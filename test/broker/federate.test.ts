// What the broker sends to STS and makes of the answer.
import { expect, test } from "vitest";
import { federate } from "../../broker/federate.ts";
import { sts } from "./sts.ts";

const GRANTED = `<GetFederationTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetFederationTokenResult>
<Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>hush</SecretAccessKey><SessionToken>token</SessionToken>
<Expiration>2030-01-01T00:00:00Z</Expiration></Credentials>
<FederatedUser><Arn>arn:aws:sts::111122223333:federated-user/User1</Arn><FederatedUserId>111122223333:User1</FederatedUserId></FederatedUser>
<PackedPolicySize>4</PackedPolicySize></GetFederationTokenResult></GetFederationTokenResponse>`;

const DENIED = `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code>
<Message>Cannot call GetFederationToken with session credentials</Message></Error><RequestId>1</RequestId></ErrorResponse>`;

test("a session is its credentials and the federated user's ARN", async () => {
  const { client } = await sts(200, GRANTED);
  expect(await federate(client, { name: "User1" })).toEqual({
    credentials: {
      accessKeyId: "ASIAEXAMPLE",
      secretAccessKey: "hush",
      sessionToken: "token",
      expiration: new Date("2030-01-01T00:00:00Z"),
    },
    federatedUserArn: "arn:aws:sts::111122223333:federated-user/User1",
  });
});

test("everything that is asked for reaches STS under AWS's own names", async () => {
  const { client, sent } = await sts(200, GRANTED);
  await federate(client, {
    name: "User1",
    policy: '{"Statement":[]}',
    durationSeconds: 7200,
    tags: { team: "blue" },
    policyArns: ["arn:aws:iam::111122223333:policy/reader"],
  });
  expect(Object.fromEntries(sent[0] ?? [])).toEqual({
    Action: "GetFederationToken",
    Version: "2011-06-15",
    Name: "User1",
    Policy: '{"Statement":[]}',
    DurationSeconds: "7200",
    "Tags.member.1.Key": "team",
    "Tags.member.1.Value": "blue",
    "PolicyArns.member.1.arn": "arn:aws:iam::111122223333:policy/reader",
  });
});

test("what is left out is not sent", async () => {
  const { client, sent } = await sts(200, GRANTED);
  await federate(client, { name: "User1" });
  expect(Object.fromEntries(sent[0] ?? [])).toEqual({
    Action: "GetFederationToken",
    Version: "2011-06-15",
    Name: "User1",
  });
});

test("AWS's refusal reaches the caller as it is", async () => {
  const { client } = await sts(403, DENIED);
  await expect(federate(client, { name: "User1" })).rejects.toMatchObject({
    name: "AccessDenied",
    message: "Cannot call GetFederationToken with session credentials",
  });
});

test("an answer without credentials is an error, not a session", async () => {
  const { client } = await sts(200, "<html><body>Sign in to this network</body></html>");
  await expect(federate(client, { name: "User1" })).rejects.toThrow(
    "GetFederationToken was answered without credentials: something other than AWS STS answers at this endpoint.",
  );
});
