// npm run decide and npm run why, run the way a person or another test suite runs them.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { beforeAll, describe, expect, it } from "vitest";
import { outputs, policyOf } from "../smoke/outputs.ts";
import { runNpm, runScript } from "./run-npm.ts";

const root = join(import.meta.dirname, "..", "..");
const guide = readFileSync(join(root, "docs", "policy-engine.md"), "utf8");

const npmRunDecide = () =>
  spawn("npm", ["run", "--silent", "decide"], { cwd: root, stdio: ["pipe", "pipe", "inherit"] });

async function* linesOf(stream: AsyncIterable<string>): AsyncGenerator<string, undefined> {
  let rest = "";
  for await (const chunk of stream) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  expect(rest).toBe("");
}

const user = { type: "User", arn: "arn:aws:iam::111122223333:user/broker" };
const session = {
  type: "FederatedUser",
  arn: "arn:aws:sts::111122223333:federated-user/User1",
  user: user.arn,
  tags: {},
};
const get = { action: "s3:GetObject", resource: "arn:aws:s3:::b/k" };
const everything = {
  Version: "2012-10-17",
  Statement: { Sid: "All", Effect: "Allow", Action: "*", Resource: "*" },
};
const listing = { Statement: [{ Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::b" }] };

describe("npm run decide", () => {
  // One process answers all tests but one: its start takes longer than all answers.
  let running: ReturnType<typeof npmRunDecide>;
  let answers: AsyncGenerator<string, undefined>;
  beforeAll(() => {
    running = npmRunDecide();
    answers = linesOf(running.stdout.setEncoding("utf8"));
  });

  async function decide(lines: readonly unknown[]): Promise<unknown[]> {
    for (const line of lines)
      running.stdin.write(`${typeof line === "string" ? line : JSON.stringify(line)}\n`);
    const given: unknown[] = [];
    // An empty line is no request.
    for (const line of lines) if (line !== "") given.push(JSON.parse((await answers.next()).value ?? ""));
    return given;
  }

  it("answers a line that is not UTF-8 with an error, and goes on to a last line without an end", async () => {
    const good = JSON.stringify({ id: "é", principal: user, ...get, policies: { identity: [everything] } });
    const input = Buffer.concat([Buffer.from("{}\r\n"), Buffer.from([0x7b, 0xff, 0x0a]), Buffer.from(good)]);
    const alone = npmRunDecide();
    alone.stdin.end(input);
    const [output, [status]] = await Promise.all([text(alone.stdout), once(alone, "close")]);
    expect(status).toBe(0);
    const lines = output.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { id: null, error: "principal must be an object." },
      { id: null, error: "The line is not UTF-8 text." },
      { id: "é", decision: "allowed" },
    ]);
  });

  it("names the open rule that would turn a decision, for the multivalued keys of all services", async () => {
    const when = (key: string) => ({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Action: "*", Resource: "*", Condition: { StringEquals: { [key]: "a" } } },
    });
    const line = (key: string, value: unknown) => ({
      ...{ principal: user, ...get, context: { [key]: value } },
      policies: { identity: [when(key)] },
    });
    const rule = "multivalued-key-without-set-operator";
    const asked = [
      line("aws:TagKeys", ["a"]),
      line("elasticloadbalancing:SecurityGroup", ["a"]),
      line("elasticloadbalancing:Scheme", ["a"]),
      line("aws:TagKeys", ["a", "b"]),
    ];
    expect(await decide(asked)).toEqual([
      expect.objectContaining({ decision: "allowed", inDoubt: [rule] }),
      expect.objectContaining({ decision: "allowed", inDoubt: [rule] }),
      expect.not.objectContaining({ inDoubt: expect.anything() }),
      expect.objectContaining({ decision: "implicitDeny" }),
    ]);
  });

  it("knows the keys that AWS sets, and names those whose values it would have to know", async () => {
    const line = (Effect: string, Condition: object, context: object) => ({
      ...{ principal: user, ...get, context },
      policies: {
        identity: [
          everything,
          { Version: "2012-10-17", Statement: { ...everything.Statement, Effect, Condition } },
        ],
      },
    });
    const plainHttp = { Bool: { "aws:SecureTransport": "false" } };
    const asked = [
      line("Deny", plainHttp, {}),
      line("Deny", plainHttp, { "aws:SecureTransport": "true" }),
      line("Deny", { Bool: { "aws:ViaAWSService": "false" } }, {}),
      line("Deny", { NumericLessThan: { "s3:TlsVersion": "1.2" } }, { "aws:SecureTransport": "true" }),
    ];
    const error =
      'AWS sets the condition key "aws:SecureTransport" for a User, and the request does not tell its value; give it in the context.';
    expect(await decide(asked)).toMatchObject([
      { decision: "explicitDeny", error, untold: ["aws:SecureTransport"] },
      { decision: "allowed" },
      { decision: "explicitDeny" },
      { decision: "allowed" },
    ]);
  });

  it("decides the request of docs/policy-engine.md as that shows", async () => {
    const [request, decision] = Array.from(guide.matchAll(/```json\n([^`]*)```/g), ([, text = ""]) =>
      JSON.parse(text),
    );
    expect(await decide([request])).toEqual([decision]);
  });

  it("writes one decision a line, in order, and an error for a line that is no request", async () => {
    const answers = await decide([
      { id: "a", principal: session, ...get, policies: { identity: [everything], session: [listing] } },
      "not json",
      { id: "b", principal: user, ...get, policies: { identity: [everything] } },
      "",
      { id: "c", principal: { ...user, type: "Robot" }, ...get, policies: {} },
    ]);
    expect(answers).toEqual([
      {
        id: "a",
        decision: "implicitDeny",
        decidedBy: "session",
        because: [],
        message:
          'User: arn:aws:sts::111122223333:federated-user/User1 is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k" because no session policy allows the s3:GetObject action',
      },
      { id: null, error: expect.stringMatching(/^The line is not JSON, at \$: /) },
      {
        id: "b",
        decision: "allowed",
        decidedBy: "identity",
        because: [{ policy: "identity", index: 0, statement: 0, sid: "All" }],
        message:
          'User: arn:aws:iam::111122223333:user/broker is authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k"',
      },
      {
        id: "c",
        error:
          'principal.type is "Robot", but it must be one of Root, User, FederatedUser, SessionToken, AssumedRole, Service, WebIdentity, Anonymous.',
      },
    ]);
  });

  it("names the policy that a role or a KMS key always has, if the request does not hold it", async () => {
    const key = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    const role = "arn:aws:iam::111122223333:role/reader";
    const root = { AWS: "arn:aws:iam::111122223333:root" };
    const given = (Action: string) => ({
      ...{ Version: "2012-10-17" },
      Statement: { Effect: "Allow", Principal: root, Action, ...(Action === "kms:*" && { Resource: "*" }) },
    });
    const never = { Statement: { Effect: "Deny", Action: "*", Resource: "*" } };
    const use = { principal: user, action: "kms:Decrypt", resource: key };
    const assume = { principal: user, action: "sts:AssumeRole", resource: role };
    const identity = [everything];
    const answers = await decide([
      { id: 1, ...use, policies: { identity } },
      { id: 2, ...use, policies: { identity, resource: given("kms:*") } },
      { id: 3, ...assume, policies: { identity } },
      { id: 4, ...assume, policies: { identity, resource: given("sts:AssumeRole") } },
      { id: 5, ...use, policies: {} },
      { id: 6, ...use, policies: { identity: [never] } },
      { id: 7, ...use, action: "kms:ListKeys", resource: "*", policies: { identity } },
      { id: 8, ...assume, action: "iam:GetRole", policies: { identity } },
      { id: 9, ...assume, principal: session, policies: { identity, session: identity } },
    ]);
    const lacking = (missing: string, what: string, means: string) => {
      const error = `Every ${what} has a ${missing}, and ${means}; give it as the resource policy.`;
      return { decision: "implicitDeny", decidedBy: "resource", because: [], error, message: error, missing };
    };
    const noKey = lacking("key policy", "KMS key", "without permission from it nobody may use the key");
    const noTrust = lacking("trust policy", "role", "whom it does not trust cannot assume the role");
    expect(answers[0]).toEqual({ id: 1, ...noKey });
    expect(answers[2]).toEqual({ id: 3, ...noTrust });
    expect(answers[4]).toEqual({ id: 5, ...noKey });
    expect(answers).toMatchObject([
      ...[{ missing: "key policy" }, { decision: "allowed" }, { missing: "trust policy" }],
      ...[{ decision: "allowed" }, { missing: "key policy" }, { decision: "explicitDeny" }],
      ...[{ decision: "allowed" }, { decision: "allowed" }, { decidedBy: "principal" }],
    ]);
    expect(answers.map((answer) => Object.hasOwn(answer as object, "missing"))).toEqual([
      ...[true, false, true, false, true, false, false, false, false],
    ]);
  });

  it("denies if AWS would refuse one of the policies, and names the fault", async () => {
    const statement = {
      Effect: "Allow",
      Action: "*",
      Resource: "*",
      Condition: { StringLikes: { "s3:prefix": "x" } },
    };
    const [answer] = await decide([
      { id: 1, principal: user, ...get, policies: { identity: [{ Statement: statement }] } },
    ]);
    expect(answer).toMatchObject({
      id: 1,
      decision: "implicitDeny",
      decidedBy: "identity",
      because: [],
      error: expect.stringContaining(
        'at $.Statement.Condition.StringLikes: "StringLikes" is no condition operator',
      ),
    });
  });

  it("compares a number without quotes as it was written", async () => {
    const line = `{"id":12345678901234567890,"principal":${JSON.stringify(user)},"action":"s3:GetObject","resource":"*","context":{"aws:x":"1.0"},"policies":{"identity":[{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}},{"Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:x":1.0}}}}]}}`;
    const [answer] = await decide([line]);
    expect(answer).toMatchObject({ decision: "explicitDeny" });
  });

  it("ends a line at a line feed and nowhere else, and takes tags without a value", async () => {
    const tagged = { ...user, tags: { team: "" } };
    const request = {
      id: "a\u2028b\u2029c",
      principal: tagged,
      ...get,
      policies: { identity: [everything] },
    };
    expect(await decide([request])).toEqual([
      expect.objectContaining({ id: "a\u2028b\u2029c", decision: "allowed" }),
    ]);
  });

  it("refuses a key that occurs twice, because the second would hide the first", async () => {
    const twice = `{"id":1,"principal":${JSON.stringify(user)},"action":"s3:GetObject","resource":"*","policies":{"identity":[{"Statement":{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}}]}}`;
    expect(await decide([twice])).toEqual([
      { id: null, error: expect.stringContaining('The key "Effect" stands twice') },
    ]);
  });

  it("ends with its input, exits 0, and has said nothing more", async () => {
    const closed = once(running, "close");
    running.stdin.end();
    expect(await answers.next()).toEqual({ done: true, value: undefined });
    expect(await closed).toEqual([0, null]);
  });
});

describe("npm run why", () => {
  it("says what is missing for a denial, as docs/policy-engine.md shows", async () => {
    const { status, stdout } = await runNpm("why", ["User1", "s3:GetObject", "arn:aws:s3:::b/k"]);
    expect(stdout).toBe(
      `denied  User1 s3:GetObject arn:aws:s3:::b/k
  missing: no statement of User1's session policy allows it
  missing: no statement of the broker's policy "federation" allows it
  each of these would have to hold {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/k"}
  as this working tree would deploy it, with b for the bucket and account 111122223333
`,
    );
    expect(guide).toContain(stdout);
    expect(status).toBe(0);
  });

  it("says across accounts what the resource policy must contain, and whom it must name", async () => {
    const { stdout } = await runScript("why", [
      "broker",
      "sqs:SendMessage",
      "arn:aws:sqs:us-east-1:999988887777:q",
    ]);
    expect(stdout.split("\n").slice(3, 5)).toEqual([
      '  each of the principal\'s own would have to hold {"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:999988887777:q"}',
      '  the resource policy would have to hold {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/federation/federation-broker"},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-1:999988887777:q"}',
    ]);
  });

  it("names the statements that allow, those of the boundary that the program makes among them", async () => {
    const { stdout } = await runScript("why", ["User1", "s3:ListBucket", "arn:aws:s3:::b"]);
    expect(stdout.split("\n").slice(0, 7)).toEqual([
      "allowed  User1 s3:ListBucket arn:aws:s3:::b",
      '  allowed by statement 1 (Sid ListTheBucket) of the broker\'s policy "federation"',
      '    {"Sid":"ListTheBucket","Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::b"}',
      "  allowed by statement 1 of the broker's permissions boundary",
      '    {"Effect":"Allow","Action":["s3:ListBucket","sts:GetFederationToken*"],"Resource":"*"}',
      "  allowed by statement 1 of User1's session policy",
      '    {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::b"}',
    ]);
  });

  it("says that a session never calls IAM, with any policies", async () => {
    const { stdout } = await runScript("why", ["AllOfS3", "iam:ListUsers", "*"]);
    expect(stdout).toContain("  this kind of principal never may, whatever its policies say\n");
  });

  it("says what AWS's pages leave open, with both readings and the pages", async () => {
    const folder = mkdtempSync(join(tmpdir(), "why-"));
    const file = join(folder, "outputs.json");
    const grant = {
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::inside/*",
    };
    writeFileSync(file, JSON.stringify({ ...outputs, bucketPolicy: policyOf(grant) }));
    const { stdout } = await runScript("why", [
      ...["User1", "s3:GetObject", "arn:aws:s3:::inside/k", "--outputs", file],
    ]);
    rmSync(folder, { recursive: true });
    expect(stdout.split("\n").slice(0, 6)).toEqual([
      "allowed  User1 s3:GetObject arn:aws:s3:::inside/k",
      '  in doubt (everyone-and-session-policy): AWS\'s pages leave open whether an Allow for the principal "*" needs the session policy of a federated user',
      "    taken here: It grants whatever the session policy says, as to a session of a role.",
      "    otherwise: It is limited by the session policy, as one that names the user behind the session.",
      "    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
      "    https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html",
    ]);
  });

  it("exits 3 with one line for a question that cannot be asked", async () => {
    const { status, stderr } = await runScript("why", ["User1", "s3:GetObjekt", "*"]);
    expect(stderr).toBe("s3 has no action s3:GetObjekt; did you mean s3:GetObject?\n");
    expect(status).toBe(3);
  });
});
