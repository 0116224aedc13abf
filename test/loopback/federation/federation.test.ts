// The console's federation endpoint: whom it accepts, whom AWS refuses, and that it discloses nothing.

import { DeleteAccessKeyCommand, DeleteUserCommand, DeleteUserPolicyCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { describe, expect } from "vitest";
import { answerFederation } from "../../../loopback/federation/answer-federation.ts";
import { openAccount } from "../../../loopback/open-account.ts";
import { sealSession } from "../../../loopback/signature/session-token.ts";
import { insertRole } from "../../../loopback/store/role.ts";
import type { Keys } from "../clients.ts";
import { send, sendSigned } from "../raw.ts";
import { sandbox, testInSharedSandbox } from "../sandbox.ts";
import { createUser, document } from "../seed.ts";
import { wireRequest } from "../wire/request.ts";

// The clock stands still but for what a test waits: the last second of a token is told from the next.
const start = Math.floor(Date.now() / 1000) * 1000;
let waited = 0;
const wait = (seconds: number): void => {
  waited += seconds;
};

const it = testInSharedSandbox.extend("options", {
  accountId: "111122223333",
  now: () => new Date(start + waited * 1000),
});
let broker: Keys;
let session: Required<Keys>;
it.beforeAll(async ({ sandbox }) => {
  broker = await createUser(sandbox, "Broker", [{ Action: "sts:*" }]);
  const Policy = document({ Action: "s3:ListBucket" });
  session = await sandbox.federate(broker, { Name: "User1", Policy, DurationSeconds: 7200 });
});

const sessionParameter = ({ accessKeyId, secretAccessKey, sessionToken }: Keys) =>
  JSON.stringify({ sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken });

const ask = (parameters: Readonly<Record<string, string>>) =>
  send(sandbox.loopback.endpoint, { path: `/federation?${new URLSearchParams(parameters)}` });

const getSigninToken = (keys: Keys, more: Readonly<Record<string, string>> = {}) =>
  ask({ Action: "getSigninToken", Session: sessionParameter(keys), ...more });

const signinToken = async (keys: Keys, more: Readonly<Record<string, string>> = {}): Promise<string> =>
  JSON.parse((await getSigninToken(keys, more)).body).SigninToken;

const Destination = "https://console.aws.amazon.com/s3/home?region=us-east-1";
const login = (SigninToken: string, more: Readonly<Record<string, string>> = {}) =>
  ask({ Action: "login", Issuer: "https://example.com/<you>", Destination, SigninToken, ...more });

const invalid = { status: 400, body: "HTTP Status 400 - Invalid credentials parameter" };

describe("a federated user", () => {
  it("gets a sign-in token, which opens a page that says who is signed in", async () => {
    const answer = await getSigninToken(session);
    expect(answer).toMatchObject({
      ...{ status: 200, headers: { "content-type": "application/json", "cache-control": "no-store" } },
    });
    const { SigninToken, ...more } = JSON.parse(answer.body);
    expect(more).toEqual({});
    const page = await login(SigninToken);
    expect(page).toMatchObject({
      ...{ status: 200, headers: { "content-type": "text/html; charset=utf-8" } },
    });
    expect(page.body).toContain("<dd>arn:aws:sts::111122223333:federated-user/User1</dd>");
    expect(page.body).toContain(`<dd>${Destination}</dd>`);
    expect(page.body).toContain("<dd>https://example.com/&lt;you&gt;</dd>");
  });

  it("may ask with POST, too", async () => {
    const answer = await send(sandbox.loopback.endpoint, {
      ...{ method: "POST", path: "/federation" },
      headers: [["Content-Type", "application/x-www-form-urlencoded"]],
      body: String(new URLSearchParams({ Action: "getSigninToken", Session: sessionParameter(session) })),
    });
    expect(answer.status).toBe(200);
  });

  it("may not ask for another duration: the credentials' own is the console's", async () => {
    expect(await getSigninToken(session, { SessionDuration: "3600" })).toMatchObject(invalid);
  });

  it("leaves a line in the log, and neither token nor key in it", async () => {
    const token = await signinToken(session);
    const principal = "arn:aws:sts::111122223333:federated-user/User1";
    expect(sandbox.log.at(-1)).toMatchObject({ principal, operation: "signin:GetSigninToken", status: 200 });
    await login(token);
    expect(sandbox.log.at(-1)).toMatchObject({ principal, operation: "signin:ConsoleLogin", status: 200 });
    await getSigninToken({ ...session, secretAccessKey: "planted-and-long-enough-to-be-seen" });
    const log = JSON.stringify(sandbox.log);
    for (const secret of [token, session.sessionToken, session.secretAccessKey, "planted"])
      expect(log).not.toContain(secret);
  });
});

describe("credentials that open no console", () => {
  it("are long-term keys, with or without an empty token", async () => {
    expect(await getSigninToken(broker)).toMatchObject(invalid);
    expect(await getSigninToken({ ...broker, sessionToken: "" })).toMatchObject(invalid);
    expect(await getSigninToken({ ...sandbox.root, sessionToken: "" })).toMatchObject(invalid);
  });

  it("are GetSessionToken's", async () => {
    const { Credentials } = await sandbox.as(broker).sts.send(new GetSessionTokenCommand());
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    expect(await getSigninToken(keys)).toMatchObject(invalid);
  });

  // Tokens are random, so one may begin with any letter.
  const changed = (token: string) => `${token.startsWith("A") ? "B" : "A"}${token.slice(1)}`;

  it.each<[string, (keys: Required<Keys>) => Keys]>([
    ["with another secret", (keys) => ({ ...keys, secretAccessKey: "x".repeat(40) })],
    ["with another key id", (keys) => ({ ...keys, accessKeyId: "ASIAIOSFODNN7EXAMPLE" })],
    ["with a changed token", (keys) => ({ ...keys, sessionToken: changed(keys.sessionToken) })],
  ])("are a session's %s", async (_, change) => {
    expect(await getSigninToken(change(session))).toMatchObject(invalid);
  });

  it.each(["", "x", "null", "[]", "{}", '{"sessionId":1,"sessionKey":2,"sessionToken":3}'])(
    "are none: %j",
    async (Session) => {
      expect(await ask({ Action: "getSigninToken", Session })).toMatchObject(invalid);
    },
  );

  it("are missing", async () => {
    const body = "HTTP Status 400 - Missing required parameter: Session";
    expect(await ask({ Action: "getSigninToken" })).toMatchObject({ status: 400, body });
  });
});

describe("a role session", () => {
  const account = openAccount({});
  insertRole(account.store, {
    ...{ id: "AROAIOSFODNN7EXAMPLE", name: "Role", path: "/", created: 0, trust: "{}", trusted: {} },
    ...{ description: null, maximum: 3600, tags: {} },
  });
  const role = sealSession(
    {
      ...{
        type: "AssumedRole",
        accessKeyId: "ASIAIOSFODNN7EXAMPLE",
        name: "me",
        role: "AROAIOSFODNN7EXAMPLE",
      },
      ...{ issued: Date.now(), expires: Date.now() + 3_600_000, policies: [], policyArns: [], tags: {} },
      transitive: [],
    },
    account,
  );
  const askFor = (SessionDuration: string) => {
    const query = new URLSearchParams({
      ...{ Action: "getSigninToken", Session: sessionParameter(role), SessionDuration },
    });
    return answerFederation(wireRequest("GET", `/federation?${query}`), account, { judgements: [] });
  };

  it.each(["900", "43200"])("may ask for %s seconds", (seconds) => {
    expect(askFor(seconds)).toMatchObject({ status: 200 });
  });

  it.each(["899", "43201", "1e3", "-900", ""])("may not ask for %j seconds", (seconds) => {
    const body = "HTTP Status 400 - Invalid value for parameter: SessionDuration";
    expect(askFor(seconds)).toMatchObject({ status: 400, body });
  });
});

describe("a sign-in token", () => {
  it.each(["", "x", "AAAA".repeat(20)])("that is none is refused: %j", async (token) => {
    const body = "HTTP Status 400 - Invalid value for parameter: SigninToken";
    expect(await login(token)).toMatchObject({ status: 400, body });
  });

  it("is no session token, nor the other way round", async () => {
    const token = await signinToken(session);
    expect(await login(session.sessionToken)).toMatchObject({ status: 400 });
    expect(await getSigninToken({ ...session, sessionToken: token })).toMatchObject(invalid);
  });

  it.each([
    "http://console.aws.amazon.com/",
    "https://console.aws.amazon.com.example.com/",
    "https://example.com/",
    "https://user@console.aws.amazon.com/",
    "javascript:alert(1)",
    "",
  ])("leads to no place but the console: %j", async (elsewhere) => {
    const body = "HTTP Status 400 - Invalid value for parameter: Destination";
    const token = await signinToken(session);
    expect(await login(token, { Destination: elsewhere })).toMatchObject({ status: 400, body });
  });

  it("is valid for 15 minutes, and not longer than its session or its creator", async () => {
    const short = await sandbox.federate(broker, { Name: "Short", DurationSeconds: 900 });
    wait(899);
    const token = await signinToken(short);
    const old = await signinToken(session);
    expect(await login(token)).toMatchObject({ status: 200 });
    wait(1);
    const ended = "HTTP Status 400 - Your session has expired. Please sign in again.";
    expect(await login(token)).toMatchObject({ status: 400, body: ended });
    expect(await getSigninToken(short)).toMatchObject(invalid);
    wait(898);
    expect(await login(old)).toMatchObject({ status: 200 });
    wait(1);
    const expired = "HTTP Status 400 - The sign-in token has expired";
    expect(await login(old)).toMatchObject({ status: 400, body: expired });
    wait(-1799);

    const UserName = "Gone";
    const gone = await createUser(sandbox, UserName, [{ Action: "sts:*" }]);
    const orphan = await sandbox.federate(gone, { Name: "Orphan" });
    const orphans = await signinToken(orphan);
    const AccessKeyId = gone.accessKeyId;
    await sandbox.iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
    await sandbox.iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: "own" }));
    await sandbox.iam.send(new DeleteUserCommand({ UserName }));
    expect(await login(orphans)).toMatchObject({ status: 400, body: ended });
    expect(await getSigninToken(orphan)).toMatchObject(invalid);
  });
});

describe("the path /federation", () => {
  it.each(["", "logout", "constructor", "GETSIGNINTOKEN"])("knows no action %j", async (Action) => {
    const body = `HTTP Status 400 - Invalid action: ${Action}`;
    expect(await ask({ Action })).toMatchObject({ status: 400, body });
  });

  it("is a bucket where it is asked for one", async () => {
    await sandbox.s3.send(new CreateBucketCommand({ Bucket: "federation" }));
    expect(await sendSigned(sandbox, { path: "/federation?list-type=2" })).toMatchObject({ status: 200 });
    expect(await send(sandbox.loopback.endpoint, { path: "/federation?list-type=2" })).toMatchObject({
      ...{ status: 403, code: "AccessDenied" },
    });
  });
});
