// The loopback sets exactly the condition keys that AWS sets: real requests, and the contexts by which they are judged.
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import * as iam from "@aws-sdk/client-iam";
import * as s3 from "@aws-sdk/client-s3";
import * as sts from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answer, type Trace } from "../../../loopback/answer.ts";
import { openAccount } from "../../../loopback/open-account.ts";
import { readRequest } from "../../../loopback/wire/wire-request.ts";
import type { AuthorizationRequest } from "../../../policy/authorization-request.ts";
import { actionHasKey } from "../../../policy/checks/s3-condition-keys.ts";
import { Asked } from "../../../policy/request/asked.ts";
import { EvaluationError } from "../../../policy/request/evaluation-error.ts";
import { PRESENCE, type Presence } from "../../../policy/request/key-presence.ts";
import { type Clients, clientsFor, type Keys } from "../clients.ts";
import { send } from "../raw.ts";
import { createUser, document } from "../seed.ts";
import { presigned } from "../signature/presign.ts";

const accountId = "111122223333";
const account = openAccount({ accountId });
/** Everything that was judged, by action, in order. */
const judged: AuthorizationRequest[] = [];

async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
  const trace: Trace = { judgements: [] };
  const reception = { judge: async () => ({ sender: "one" }), proceed: () => response.writeContinue() };
  const reply = await readRequest(message, randomUUID(), reception, (request) =>
    answer(request, { account, seen: account }, trace),
  );
  judged.push(...trace.judgements.map(({ request }) => request));
  response.writeHead(reply.status, reply.headers).end(reply.body);
}

const server = createServer((message, response) => void serve(message, response));
let endpoint = "";
let root: Clients;
const keys: Record<"root" | "user" | "federated" | "session" | "role", Keys> = Object.create(null);
const as = (credentials: Keys): Clients =>
  clientsFor({ endpoint, region: account.region, credentials, maxAttempts: 1 });
const keysOf = ({ Credentials }: { readonly Credentials?: sts.Credentials | undefined }): Keys => ({
  accessKeyId: Credentials?.AccessKeyId ?? "",
  secretAccessKey: Credentials?.SecretAccessKey ?? "",
  sessionToken: Credentials?.SessionToken ?? "",
});

const Bucket = "bucket";
const everything = document({ Action: "*" });

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  keys.root = account.root;
  root = as(keys.root);
  keys.user = await createUser(root, "user", [{ Action: "*" }]);
  const user = as(keys.user);
  keys.federated = keysOf(
    await user.sts.send(new sts.GetFederationTokenCommand({ Name: "User1", Policy: everything })),
  );
  keys.session = keysOf(await user.sts.send(new sts.GetSessionTokenCommand({})));
  const trust = document({ Action: "sts:AssumeRole", Principal: { AWS: accountId } });
  const AssumeRolePolicyDocument = JSON.stringify({
    ...JSON.parse(trust),
    Statement: JSON.parse(trust).Statement.map(
      ({ Resource: _, ...statement }: { Resource: string }) => statement,
    ),
  });
  await root.iam.send(new iam.CreateRoleCommand({ RoleName: "reader", AssumeRolePolicyDocument }));
  await root.iam.send(
    new iam.PutRolePolicyCommand({ RoleName: "reader", PolicyName: "all", PolicyDocument: everything }),
  );
  const RoleArn = `arn:aws:iam::${accountId}:role/reader`;
  keys.role = keysOf(await user.sts.send(new sts.AssumeRoleCommand({ RoleArn, RoleSessionName: "one" })));
  await root.s3.send(new s3.CreateBucketCommand({ Bucket }));
});

afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  account.store.close();
});

/** What a call asks for, whatever it is answered. */
async function asked(call: () => Promise<unknown>): Promise<readonly AuthorizationRequest[]> {
  judged.length = 0;
  await call().catch(() => {});
  return [...judged];
}

const Key = "key";
const UserName = "user";
const PolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const Tagging = { TagSet: [{ Key: "team", Value: "red" }] };
const key = { Bucket, Key };

const ON_S3: Readonly<Record<string, (clients: Clients) => Promise<unknown>>> = {
  ListBuckets: (c) => c.s3.send(new s3.ListBucketsCommand({})),
  ListObjectsV2: (c) => c.s3.send(new s3.ListObjectsV2Command({ Bucket, Prefix: "home/", MaxKeys: 1 })),
  PutObject: (c) => c.s3.send(new s3.PutObjectCommand({ ...key, Body: "x", Tagging: "team=red" })),
  GetObject: (c) => c.s3.send(new s3.GetObjectCommand(key)),
  "GetObject of a version": (c) => c.s3.send(new s3.GetObjectCommand({ ...key, VersionId: "null" })),
  GetObjectTagging: (c) => c.s3.send(new s3.GetObjectTaggingCommand(key)),
  PutObjectTagging: (c) => c.s3.send(new s3.PutObjectTaggingCommand({ ...key, Tagging })),
  CopyObject: (c) => c.s3.send(new s3.CopyObjectCommand({ ...key, Key: "copy", CopySource: "bucket/key" })),
  CreateMultipartUpload: (c) => c.s3.send(new s3.CreateMultipartUploadCommand(key)),
  UploadPart: (c) =>
    c.s3.send(new s3.UploadPartCommand({ ...key, UploadId: "none", PartNumber: 1, Body: "x" })),
  DeleteObjects: (c) =>
    c.s3.send(
      new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }, { Key, VersionId: "null" }] } }),
    ),
  GetBucketPolicy: (c) => c.s3.send(new s3.GetBucketPolicyCommand({ Bucket })),
};
const ON_IAM_AND_STS: Readonly<Record<string, (clients: Clients) => Promise<unknown>>> = {
  GetUser: (c) => c.iam.send(new iam.GetUserCommand({ UserName })),
  AttachUserPolicy: (c) => c.iam.send(new iam.AttachUserPolicyCommand({ UserName, PolicyArn })),
  DetachUserPolicy: (c) => c.iam.send(new iam.DetachUserPolicyCommand({ UserName, PolicyArn })),
  PutUserPermissionsBoundary: (c) =>
    c.iam.send(new iam.PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary: PolicyArn })),
  DeleteUserPermissionsBoundary: (c) =>
    c.iam.send(new iam.DeleteUserPermissionsBoundaryCommand({ UserName })),
  AssumeRole: (c) =>
    c.sts.send(
      new sts.AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${accountId}:role/reader`,
        RoleSessionName: "one",
        Tags: [{ Key: "team", Value: "red" }],
      }),
    ),
  GetFederationToken: (c) => c.sts.send(new sts.GetFederationTokenCommand({ Name: "User1" })),
};
const CALLS = Object.entries({ ...ON_S3, ...ON_IAM_AND_STS });
const CALLERS = ["root", "user", "federated", "session", "role"] as const;

const rows = PRESENCE.flatMap(({ keys, when }) =>
  keys.split(/\s+/).map((name) => ({ name, key: name.toLowerCase(), when })),
);
const rowOf = (name: string) => {
  const key = name.toLowerCase();
  return rows.find(
    (row) => row.key === key || (row.key.endsWith("*") && key.startsWith(row.key.slice(0, -1))),
  );
};

/** The keys that AWS sets and the request does not tell. */
function untold(request: AuthorizationRequest): readonly string[] {
  const asking = new Asked(request);
  return rows.flatMap(({ key }) => {
    try {
      asking.values(key);
      return [];
    } catch (error) {
      if (error instanceof EvaluationError) return error.untold;
      throw error;
    }
  });
}

/**
 * Why AWS would not set a key of the context; undefined where it may. The actions of one write share the keys of what it
 * sends, so one of them must have the key.
 */
function excluded(
  name: string,
  { principal, action }: AuthorizationRequest,
  ofCall: readonly AuthorizationRequest[],
): string | undefined {
  const when: Presence | undefined = rowOf(name)?.when;
  if (when === undefined) return `${name} is in no row`;
  if (when.on === "callers" && !when.callers.split(" ").includes(principal.type))
    return `${name} for a ${principal.type}`;
  const [service] = action.split(":");
  const isOf = /^aws:/i.test(name) || name.startsWith(`${service}:`);
  return isOf && ofCall.some((one) => actionHasKey(one.action, name)) ? undefined : `${name} for ${action}`;
}

describe.each(CALLERS)("a request of the caller %s", (caller) => {
  test.for(CALLS)("has every key that AWS sets, and no other: %s", async ([, call]) => {
    const requests = await asked(() => call(as(keys[caller])));
    for (const request of requests) {
      expect(untold(request)).toEqual([]);
      const names = Object.keys(request.context ?? {});
      expect(names.map((name) => excluded(name, request, requests)).filter(Boolean)).toEqual([]);
    }
  });
});

test("no call of the tables goes unjudged", async () => {
  for (const [name, call] of CALLS)
    expect([name, (await asked(() => call(as(keys.user)))).length > 0]).toEqual([name, true]);
});

const byUrl = (): Promise<unknown> => {
  const { host } = new URL(endpoint);
  const url = { keys: keys.root, host, path: "/bucket/key", date: new Date(), expires: 60 };
  return send(endpoint, { path: presigned(url) });
};

test.for<[string, () => Promise<unknown>, (string | undefined)[]]>([
  [
    "a header",
    () => as(keys.root).s3.send(new s3.GetObjectCommand(key)),
    ["REST-HEADER", "AWS4-HMAC-SHA256", "1.3"],
  ],
  ["a URL", byUrl, ["REST-QUERY-STRING", "AWS4-HMAC-SHA256", "1.3"]],
  ["nothing", () => send(endpoint, { path: "/bucket/key" }), [undefined, undefined, "1.3"]],
])("signed in %s, a request to S3 has these keys, and tells all of them", async ([, call, expected]) => {
  const [request] = await asked(call);
  if (request === undefined) throw new Error("nothing was judged");
  const asking = new Asked(request);
  const values = ["s3:authtype", "s3:signatureversion", "s3:tlsversion"].map((name) => asking.values(name));
  expect(values).toEqual(expected);
  expect(untold(request)).toEqual([]);
});

test("these are all the keys of an unremarkable request to S3", async () => {
  const [request] = await asked(() => as(keys.user).s3.send(new s3.GetObjectCommand(key)));
  if (request === undefined) throw new Error("nothing was judged");
  const asking = new Asked(request);
  expect(
    rows
      .filter((row) => asking.has(row.key))
      .map(({ name }) => name)
      .sort(),
  ).toEqual([
    "aws:CurrentTime",
    "aws:EpochTime",
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalIsAWSService",
    "aws:PrincipalType",
    "aws:RequestedRegion",
    "aws:ResourceAccount",
    "aws:SecureTransport",
    "aws:SourceIp",
    "aws:UserAgent",
    "aws:ViaAWSService",
    "aws:userid",
    "aws:username",
    "s3:ResourceAccount",
    "s3:TlsVersion",
    "s3:authType",
    "s3:signatureversion",
    "s3:x-amz-content-sha256",
  ]);
});

test("a client that names itself by nothing has an empty user agent", async () => {
  const [request] = await asked(() => send(endpoint, { path: "/bucket/key" }));
  expect(request?.context?.["aws:UserAgent"]).toBe("");
});
