// What makes probes harmless, seen in the requests that they send.
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Clients, closeClients, openClients } from "../../../smoke/calls/clients.ts";
import type { PromisedContext } from "../../../smoke/context.ts";
import { readTarget } from "../../../smoke/deployment/target.ts";
import { probes } from "../../../smoke/probes/probes.ts";
import { resources } from "../../../smoke/resources.ts";
import { outputs } from "../outputs.ts";

interface Sent {
  line: string;
  headers: IncomingHttpHeaders;
  body: string;
}

const sent: Sent[] = [];
const server = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  sent.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
  response
    .writeHead(403, { "content-type": "application/xml" })
    .end("<Error><Code>AccessDenied</Code></Error>");
});

let endpoint = "";
let clients: Clients;
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  clients = openClients(readTarget(outputs, { endpoint }), { accessKeyId: "AKIA", secretAccessKey: "hush" });
});
afterAll(() => {
  closeClients(clients);
  server.close();
});
beforeEach(() => void sent.splice(0));

/** What a probe sends. */
async function wire(
  action: string,
  resource: string,
  { region = "eu-west-1", ...context }: PromisedContext & { region?: string } = {},
): Promise<Sent> {
  const target = readTarget({ ...outputs, region }, { endpoint });
  const located = resources[resource]?.(target, "federation-broker-probe-0");
  if (located === undefined) throw new Error("no such resource");
  await probes
    .get(action)
    ?.call(clients, located, target, context)
    .catch(() => {});
  const [first] = sent;
  if (first === undefined || sent.length > 1) throw new Error(`${sent.length} requests were sent`);
  return first;
}

test("every probe says why it is harmless or what it destroys, and takes some kind of resource", () => {
  for (const probe of probes.values()) {
    expect(probe.harmless ?? probe.destroys).toMatch(/^\w.+\w$/);
    expect(probe.takes.length).toBeGreaterThan(0);
  }
});

test("a listing asks for one key, from just before the canary", async () => {
  expect((await wire("s3:ListBucket", "the bucket")).line).toBe(
    "GET /inside/?list-type=2&max-keys=1&prefix=&start-after=canary.tx",
  );
});

test("a listing asks for the prefix that a promise names", async () => {
  expect((await wire("s3:ListBucket", "the bucket", { prefix: "home/" })).line).toBe(
    "GET /inside/?list-type=2&max-keys=1&prefix=home%2F&start-after=canary.tx",
  );
});

test("a write with an encryption announces another body, so that nothing is kept", async () => {
  const { line, headers, body } = await wire("s3:PutObject", "a missing key", { encryption: "aws:kms" });
  expect(line).toBe("PUT /inside/federation-broker-probe-0?x-id=PutObject");
  expect(headers["x-amz-server-side-encryption"]).toBe("aws:kms");
  // The MD5 of no text at all, in base64.
  expect(headers["content-md5"]).toBe("1B2M2Y8AsgTpgAmY7PhCfg==");
  expect(body).toContain("federation-broker probe");
});

test("tags are passed to a session that lives for the least time and has no policy", async () => {
  const form = new URLSearchParams((await wire("sts:TagSession", "User1", { tags: { team: "red" } })).body);
  expect(Object.fromEntries(form)).toEqual({
    Action: "GetFederationToken",
    Version: "2011-06-15",
    Name: "User1",
    DurationSeconds: "900",
    "Tags.member.1.Key": "team",
    "Tags.member.1.Value": "red",
  });
});

test("what is put is the part of an upload that does not exist", async () => {
  const { line } = await wire("s3:PutObject", "a missing key");
  expect(line).toBe(
    "PUT /inside/federation-broker-probe-0?partNumber=1&uploadId=federation-broker-no-such-upload&x-id=UploadPart",
  );
});

test("an object is deleted only if it exists, and it does not", async () => {
  const { line, headers } = await wire("s3:DeleteObject", "a missing key");
  expect(line).toBe("DELETE /inside/federation-broker-probe-0?x-id=DeleteObject");
  expect(headers["if-match"]).toBe("*");
});

test("the bucket that is created exists already, and is asked for where S3 answers with a conflict", async () => {
  const { line, body } = await wire("s3:CreateBucket", "the bucket");
  expect(line).toBe("PUT /inside/");
  expect(body).toContain("<LocationConstraint>eu-west-1</LocationConstraint>");
});

test("in us-east-1, where creating one's own bucket again succeeds, another region is asked for", async () => {
  const { body } = await wire("s3:CreateBucket", "the bucket", { region: "us-east-1" });
  expect(body).toContain("<LocationConstraint>us-west-2</LocationConstraint>");
});

test("a session that is federated as a probe lives for the least time and has no policy", async () => {
  const form = new URLSearchParams((await wire("sts:GetFederationToken", "User1")).body);
  expect(Object.fromEntries(form)).toEqual({
    Action: "GetFederationToken",
    Version: "2011-06-15",
    Name: "User1",
    DurationSeconds: "900",
  });
});

test("logs are sent to a bucket that nobody can have, so that no logging is configured", async () => {
  const { line, body } = await wire("s3:PutBucketLogging", "the bucket");
  expect(line).toBe("PUT /inside/?logging=");
  expect(body).toContain("<TargetBucket>sthree-federation-broker-no-such-bucket</TargetBucket>");
});

test("the public access block that destroys the one before it leaves nothing open", async () => {
  const { line, body } = await wire("s3:PutBucketPublicAccessBlock", "the bucket");
  expect(line).toBe("PUT /inside/?publicAccessBlock=");
  expect(body.match(/>true</g)).toHaveLength(4);
});

test("users are listed one at a time", async () => {
  const form = new URLSearchParams((await wire("iam:ListUsers", "all users")).body);
  expect(form.get("MaxItems")).toBe("1");
});
