// What the broker sends to STS for a session of its own, and makes of the answer.
import { expect, test } from "vitest";
import { sessionToken } from "../../broker/session-token.ts";
import { sts } from "./sts.ts";

const GRANTED = `<GetSessionTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetSessionTokenResult>
<Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>hush</SecretAccessKey><SessionToken>token</SessionToken>
<Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></GetSessionTokenResult></GetSessionTokenResponse>`;

test("a session token is asked for by its duration alone, and is its credentials", async () => {
  const { client, sent } = await sts(200, GRANTED);
  expect(await sessionToken(client, 3600)).toEqual({
    accessKeyId: "ASIAEXAMPLE",
    secretAccessKey: "hush",
    sessionToken: "token",
    expiration: new Date("2030-01-01T00:00:00Z"),
  });
  expect(sent.map((form) => Object.fromEntries(form))).toEqual([
    { Action: "GetSessionToken", Version: "2011-06-15", DurationSeconds: "3600" },
  ]);
});

test("an answer without credentials is an error", async () => {
  const { client } = await sts(200, "<html>Welcome to the hotel</html>");
  await expect(sessionToken(client, 900)).rejects.toThrow();
});
