// What it costs to verify a signature: Node's ways to hash, the SDKs' signer, and the loopback's own.
// `npm run bench -- signature` prints a table, with `--json` one object a line.
import { createHash, createHmac, hash } from "node:crypto";
import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";
import { hmac, hmacKey, sha256 } from "../loopback/signature/sha256.ts";
import { verifyRequest } from "../loopback/signature/verify-request.ts";

const json = process.argv.includes("--json");
const rounds = 50_000;
const warmUp = 20_000;

async function measure(name: string, work: () => unknown): Promise<void> {
  for (let round = 0; round < warmUp; round++) await work();
  const begun = process.cpuUsage();
  for (let round = 0; round < rounds; round++) await work();
  const { user, system } = process.cpuUsage(begun);
  const microseconds = (user + system) / rounds;
  console.log(
    json
      ? JSON.stringify({ name, microseconds })
      : `${name.padEnd(64)} ${microseconds.toFixed(2).padStart(8)} µs of CPU`,
  );
}

const key = Buffer.alloc(32, 7);
const ready = hmacKey(key);
const stringToSign = `AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n${"a".repeat(64)}`;
const kibibyte = Buffer.alloc(1024, 97);

await measure("HMAC of a string to sign: createHmac", () =>
  createHmac("sha256", key).update(stringToSign).digest("hex"),
);
await measure("HMAC of a string to sign: two one-shot hashes", () => hmac(ready, stringToSign));
await measure("SHA-256 of 1 KiB: createHash", () => createHash("sha256").update(kibibyte).digest("hex"));
await measure("SHA-256 of 1 KiB: hash", () => hash("sha256", kibibyte, "hex"));

const secretAccessKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const date = new Date("2013-05-24T00:00:00Z");
const signer = new SignatureV4({
  ...{ region: "us-east-1", service: "s3", sha256: Sha256, uriEscapePath: false, applyChecksum: false },
  credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey },
});

type WireRequest = Parameters<typeof verifyRequest>[0];

/** A request of S3 by a federated session, as its SDK signs it. */
async function signed(method: string, path: string, query: Record<string, string>, body: Buffer) {
  const headers = {
    host: "127.0.0.1:4566",
    "x-amz-content-sha256": sha256(body),
    "x-amz-date": "20130524T000000Z",
    "x-amz-security-token": "t".repeat(500),
  };
  const request = new HttpRequest({ method, path, query, headers, body });
  const sent = await signer.sign(request, { signingDate: date });
  const received: WireRequest = {
    ...{ id: "1", method, path, body, sourceIp: "127.0.0.1" },
    query: new Map(Object.entries(query).map(([name, value]) => [name, [value]])),
    headers: Object.assign(Object.create(null), sent.headers),
  };
  return { request, received };
}

const verifier = { region: "us-east-1", now: () => date };
const holder = { caller: { principal: { type: "Anonymous" } }, secret: secretAccessKey } as const;

/** The key is given: looking up its holder is not measured. */
function verify(request: WireRequest): void {
  if (verifyRequest(request, "s3", verifier, () => holder) === undefined)
    throw new Error("The request has no signature.");
}

const list = { "list-type": "2", "max-keys": "10", prefix: "a/b c/" };
const shapes = [
  ["ListObjectsV2", await signed("GET", "/bucket", list, Buffer.alloc(0))],
  ["GetObject", await signed("GET", "/bucket/folder/key.txt", {}, Buffer.alloc(0))],
  ["PutObject of 1 KiB", await signed("PUT", "/bucket/folder/key.txt", {}, kibibyte)],
] as const;
for (const [name, { request, received }] of shapes) {
  await measure(`${name}: @smithy/signature-v4 signs`, () => signer.sign(request, { signingDate: date }));
  await measure(`${name}: the loopback verifies, payload and all`, () => verify(received));
}
