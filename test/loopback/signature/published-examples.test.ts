// AWS's published signatures are accepted, and refused after a change of one character.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ServiceName } from "../../../loopback/aws-error.ts";
import { readAuthorizationHeader } from "../../../loopback/signature/authorization-header.ts";
import { openPayload, payloadForm } from "../../../loopback/signature/open-payload.ts";
import { signingTime } from "../../../loopback/signature/request-time.ts";
import { verifySignature } from "../../../loopback/signature/verify-signature.ts";
import { readQuery, type WireRequest } from "../../../loopback/wire/wire-request.ts";

interface Example {
  readonly name: string;
  readonly service: ServiceName;
  readonly secretAccessKey: string;
  readonly signingDate: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly authorization: string;
}

const examples: Example[] = JSON.parse(
  readFileSync(new URL("published-examples.json", import.meta.url), "utf8"),
);

async function verify(example: Example): Promise<void> {
  const { service, method, path, headers, body, secretAccessKey } = example;
  const request: WireRequest = {
    ...{ id: "1", method, path, headers, sourceIp: "127.0.0.1" },
    query: readQuery(example.query),
    body: Buffer.from(body),
  };
  const authorization = readAuthorizationHeader(request, example.authorization, service);
  const time = signingTime(authorization, new Date(example.signingDate));
  verifySignature(request, authorization, secretAccessKey, time);
  if (service === "s3") openPayload(request, payloadForm(request, "header"));
}

const withHeader = (example: Example, name: string, value: string): Example => ({
  ...example,
  headers: { ...example.headers, [name]: value },
});

describe.each(examples)("AWS's example $name", (example) => {
  it("is verified", async () => {
    await expect(verify(example)).resolves.toBeUndefined();
  });

  it.each<[string, Example]>([
    ["method", { ...example, method: "POST" }],
    ["path", { ...example, path: `${example.path}x` }],
    ["query", { ...example, query: `${example.query}x` }],
    ["host", withHeader(example, "host", "examplebucket.s3.amazonaws.con")],
    ["secret", { ...example, secretAccessKey: `${example.secretAccessKey.slice(0, -1)}Z` }],
    ["time", withHeader(example, "x-amz-date", example.headers["x-amz-date"]?.replace("00Z", "01Z") ?? "")],
    ["signature", { ...example, authorization: example.authorization.replace(/.$/, "0") }],
    ["region", { ...example, authorization: example.authorization.replace("us-east-1", "us-east-2") }],
    ["list of signed headers", { ...example, authorization: example.authorization.replace(/host;/, "") }],
  ])("fails with another %s", async (_, changed) => {
    await expect(verify(changed)).rejects.toMatchObject({
      code: expect.stringMatching(/^(SignatureDoesNotMatch|AccessDenied)$/),
    });
  });

  it("fails with another body", async () => {
    await expect(verify({ ...example, body: `${example.body}x` })).rejects.toMatchObject({
      code: example.service === "s3" ? "XAmzContentSHA256Mismatch" : "SignatureDoesNotMatch",
    });
  });
});

describe("a signed header that is not AWS's own", () => {
  const [getObject, , , , listUsers] = examples as [Example, Example, Example, Example, Example];

  it.each([
    ["range", withHeader(getObject, "range", "bytes=0-8")],
    ["content-type", withHeader(listUsers, "content-type", "text/plain")],
  ])("cannot be changed: %s", async (_, changed) => {
    await expect(verify(changed)).rejects.toMatchObject({ code: "SignatureDoesNotMatch" });
  });

  it("cannot be left out", async () => {
    const { range: _, ...headers } = getObject.headers;
    await expect(verify({ ...getObject, headers })).rejects.toMatchObject({ code: "SignatureDoesNotMatch" });
  });
});
