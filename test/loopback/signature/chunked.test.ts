// Chunked uploads: every chunk is as signed and in its place, and none is missing.
import { CreateBucketCommand, GetObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { otherDigit, type RawRequest, send, signed } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";
import { type Parts, signedUpload, type Upload, unsignedUpload, whole } from "./chunks.ts";

it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
});

const put = (request: RawRequest) => send(sandbox.loopback.endpoint, request);
const upload = (rest: Partial<Upload> = {}): Upload => ({
  ...{ endpoint: sandbox.loopback.endpoint, keys: sandbox.root, chunks: ["hello"] },
  ...rest,
});
const large = "a".repeat(8192);
const three = [large, "b".repeat(8192), "end"];

/** The stored object, as an SDK reads it. */
async function stored(Key = "chunked") {
  const { Body, ...rest } = await sandbox.s3.send(new GetObjectCommand({ Bucket: "bucket", Key }));
  return { body: await Body?.transformToString(), ...rest };
}

const wrong = {
  ...{ status: 403, code: "SignatureDoesNotMatch" },
  message:
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
};
const incomplete = { status: 400, code: "IncompleteBody" };
const crc32: Readonly<Record<string, string>> = { hello: "NhCmhg==" };

describe("an upload in signed chunks", () => {
  it("is put together", async () => {
    const { request, chunks, trailer } = signedUpload(upload({ chunks: three }));
    expect(await put(whole({ request, chunks, trailer }))).toMatchObject({ status: 200 });
    expect(await stored()).toMatchObject({ body: three.join(""), ContentLength: 16_387 });
  });

  it("of nothing is an empty object", async () => {
    expect(await put(whole(signedUpload(upload({ chunks: [] }))))).toMatchObject({ status: 200 });
    expect(await stored()).toMatchObject({ body: "" });
  });

  it("keeps the encodings that are the object's own", async () => {
    const headers = [["content-encoding", "gzip"]] as const;
    const parts = signedUpload(upload({ headers }));
    expect(await put(whole(parts))).toMatchObject({ status: 200 });
    expect(await stored()).toMatchObject({ ContentEncoding: "gzip" });
  });

  it.each<[string, (parts: Parts) => Parts]>([
    ["a chunk changed", (parts) => changed(parts, 1, (text) => text.replace("bbb", "bbc"))],
    [
      "a chunk's signature changed",
      (parts) => changed(parts, 1, (text) => text.replace(/(?<=e=)./, otherDigit)),
    ],
    [
      "the last chunk's signature changed",
      (parts) => changed(parts, 3, (text) => text.replace(/(?<=e=)./, otherDigit)),
    ],
    ["two chunks swapped", (parts) => reordered(parts, [1, 0, 2, 3])],
    ["a chunk left out", (parts) => reordered(parts, [0, 2, 3])],
    ["a chunk twice", (parts) => reordered(parts, [0, 0, 1, 2, 3])],
    ["the end after the first chunk", (parts) => reordered(parts, [0, 3])],
  ])("is refused with %s", async (_, change) => {
    const answer = await put(whole(change(signedUpload(upload({ chunks: three })))));
    expect(answer).toMatchObject(wrong);
    expect(answer.body).toContain("<StringToSign>AWS4-HMAC-SHA256-PAYLOAD");
  });

  it("is refused when its chunks were signed for another request", async () => {
    const [a, b] = [signedUpload(upload()), signedUpload(upload({ path: "/bucket/other" }))];
    expect(await put(whole({ ...a, chunks: b.chunks }))).toMatchObject(wrong);
  });

  it.each<[string, (body: Buffer) => Buffer]>([
    ["cut within a chunk", (body) => body.subarray(0, 100)],
    ["cut before its last line", (body) => body.subarray(0, -2)],
    ["without its last chunk", (body) => body.subarray(0, body.lastIndexOf("0;chunk"))],
    ["with more behind its end", (body) => Buffer.concat([body, Buffer.from("more")])],
    [
      "with a trailer that was not announced",
      (body) => Buffer.concat([body.subarray(0, -2), Buffer.from("a:b\r\n\r\n")]),
    ],
    ["of other line ends", (body) => Buffer.from(body.toString("latin1").replaceAll("\r\n", "\n"), "latin1")],
    [
      "without its signatures",
      (body) => Buffer.from(body.toString("latin1").replace(/;chunk-signature=\w+/g, ""), "latin1"),
    ],
    [
      "with a size that is no number",
      (body) => Buffer.from(body.toString("latin1").replace("2000;", "20x0;"), "latin1"),
    ],
    [
      "with a negative size",
      (body) => Buffer.from(body.toString("latin1").replace("2000;", "-200;"), "latin1"),
    ],
    [
      "with a size beyond the body",
      (body) => Buffer.from(body.toString("latin1").replace("2000;", "ffffffffffff;"), "latin1"),
    ],
    [
      "with an absurd size",
      (body) => Buffer.from(body.toString("latin1").replace("2000;", `${"f".repeat(300)};`), "latin1"),
    ],
    ["with an endless header", (body) => Buffer.concat([Buffer.from("0".repeat(5000)), body])],
    ["of nothing", () => Buffer.alloc(0)],
  ])("is incomplete %s", async (_, change) => {
    const request = whole(signedUpload(upload({ chunks: three })));
    expect(await put({ ...request, body: change(Buffer.from(request.body)) })).toMatchObject(incomplete);
  });

  it("may have only a small last chunk", async () => {
    const answer = await put(whole(signedUpload(upload({ chunks: [large, "small", "end"] }))));
    expect(answer).toMatchObject({
      ...{ status: 400, code: "InvalidChunkSizeError" },
      message: "Only the last chunk is allowed to have a size less than 8192 bytes",
    });
    expect(answer.body).toContain("<Chunk>2</Chunk><BadChunkSize>5</BadChunkSize>");
  });

  it("is as long as it says", async () => {
    for (const decodedLength of [4, 6, 0]) {
      expect(await put(whole(signedUpload(upload({ decodedLength }))))).toMatchObject({
        ...incomplete,
        message: "You did not provide the number of bytes specified by the Content-Length HTTP header",
      });
    }
    for (const decodedLength of ["", "five", "-5"]) {
      expect(await put(whole(signedUpload(upload({ decodedLength }))))).toMatchObject({
        ...{ status: 411, code: "MissingContentLength" },
        message: "You must provide the Content-Length HTTP header.",
      });
    }
  });

  it("cannot be sent anonymously", async () => {
    const headers = [["X-Amz-Content-Sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"]] as const;
    expect(await put({ method: "PUT", path: "/bucket/chunked", headers })).toMatchObject({
      ...{ status: 400, code: "InvalidRequest" },
      message:
        "Anonymous requests don't support this x-amz-content-sha256 value. Please use UNSIGNED-PAYLOAD or STREAMING-UNSIGNED-PAYLOAD-TRAILER.",
    });
  });
});

describe("a signed trailer", () => {
  const trailer = ["x-amz-checksum-crc32", crc32.hello ?? ""] as const;

  it("is a checksum of what was sent", async () => {
    expect(await put(whole(signedUpload(upload({ trailer }))))).toMatchObject({ status: 200 });
    expect(await stored()).toMatchObject({ body: "hello" });
  });

  it("is refused when its signature or its value is another", async () => {
    const parts = signedUpload(upload({ trailer }));
    const signature = parts.trailer.replace(/(?<=signature:)./, otherDigit);
    expect(await put(whole({ ...parts, trailer: signature }))).toMatchObject(wrong);
    const value = parts.trailer.replace("NhCmhg==", "AAAAAA==");
    const answer = await put(whole({ ...parts, trailer: value }));
    expect(answer).toMatchObject(wrong);
    expect(answer.body).toContain("<StringToSign>AWS4-HMAC-SHA256-TRAILER");
  });

  it("is refused without its signature", async () => {
    const parts = signedUpload(upload({ trailer }));
    const bare = parts.trailer.replace(/x-amz-trailer-signature.*\r\n/, "");
    expect(await put(whole({ ...parts, trailer: bare }))).toMatchObject(wrong);
  });

  it("may end as in AWS's own example, with a line feed before the line's end", async () => {
    const parts = signedUpload(upload({ trailer }));
    const odd = parts.trailer.replace("==\r\n", "==\n\r\n");
    expect(await put(whole({ ...parts, trailer: odd }))).toMatchObject({ status: 200 });
  });

  it("of a body that was changed and signed again is a bad digest", async () => {
    expect(await put(whole(signedUpload(upload({ chunks: ["hellp"], trailer }))))).toMatchObject({
      ...{ status: 400, code: "BadDigest" },
      message: "The CRC32 you specified did not match the calculated checksum.",
    });
  });
});

describe("an upload in unsigned chunks", () => {
  it.each([
    ["x-amz-checksum-crc32", "NhCmhg==", "CRC32", "AAAAAA=="],
    ["x-amz-checksum-crc32c", "mnG7TA==", "CRC32C", "AAAAAA=="],
    ["x-amz-checksum-crc64nvme", "M3eFcAZSQlc=", "CRC64NVME", "AAAAAAAAAAA="],
    ["x-amz-checksum-sha1", "qvTGHdzF6KLavt4PO0gs2a6pQ00=", "SHA1", "2jmj7l5rSw0yVb/vlWAYkK/YBwk="],
    [
      "x-amz-checksum-sha256",
      "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=",
      "SHA256",
      "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    ],
  ])("is taken with its %s, and with no other", async (name, right, algorithm, other) => {
    expect(await put(whole(unsignedUpload(upload({ trailer: [name, right] }))))).toMatchObject({
      status: 200,
    });
    expect(await stored()).toMatchObject({ body: "hello" });
    expect(await put(whole(unsignedUpload(upload({ trailer: [name, other] }))))).toMatchObject({
      ...{ status: 400, code: "BadDigest" },
      message: `The ${algorithm} you specified did not match the calculated checksum.`,
    });
    for (const bad of ["hello", `${right}=`, ""]) {
      expect(await put(whole(unsignedUpload(upload({ trailer: [name, bad] }))))).toMatchObject({
        ...{ status: 400, code: "InvalidRequest" },
        message: `Value for ${name} trailing header is invalid.`,
      });
    }
  });

  it("needs no trailer where none is announced", async () => {
    expect(await put(whole(unsignedUpload(upload())))).toMatchObject({ status: 200 });
  });

  it.each<[string, string]>([
    ["none", ""],
    ["another", "x-amz-checksum-crc32c:mnG7TA==\r\n"],
    ["two", "x-amz-checksum-crc32:NhCmhg==\r\nx-amz-checksum-crc32c:mnG7TA==\r\n"],
    ["the same twice", "x-amz-checksum-crc32:NhCmhg==\r\nX-Amz-Checksum-Crc32:NhCmhg==\r\n"],
    ["something that is no trailer", "hello\r\n"],
  ])("where one trailer is announced and %s sent is refused", async (_, trailer) => {
    const parts = unsignedUpload(upload({ trailer: ["x-amz-checksum-crc32", "NhCmhg=="] }));
    expect(await put(whole({ ...parts, trailer }))).toMatchObject({
      ...{ status: 400, code: "MalformedTrailerError" },
      message:
        "The request contained trailing data that was not well-formed or did not conform to our published schema.",
    });
  });

  it.each(["x-amz-acl", "authorization", "x-amz-copy-source", "content-type", "__proto__"])(
    "cannot bring the header %s behind the signature",
    async (name) => {
      expect(await put(whole(unsignedUpload(upload({ trailer: [name, "public-read"] }))))).toMatchObject({
        ...{ status: 400, code: "InvalidRequest" },
        message: "The value specified in the x-amz-trailer header is not supported",
      });
      const unannounced = { ...unsignedUpload(upload()), trailer: `${name}:public-read\r\n` };
      expect(await put(whole(unannounced))).toMatchObject({ status: 400, code: "MalformedTrailerError" });
    },
  );

  it("cannot replace a signed checksum by its trailer", async () => {
    const headers = [["x-amz-checksum-crc32", "AAAAAA=="]] as const;
    const trailer = ["x-amz-checksum-crc32", "NhCmhg=="] as const;
    expect(await put(whole(unsignedUpload(upload({ headers, trailer }))))).toMatchObject({
      ...{ status: 400, code: "MalformedTrailerError" },
    });
  });

  it("is incomplete when a chunk has a signature after all", async () => {
    const { request } = unsignedUpload(upload());
    const { chunks, trailer } = signedUpload(upload());
    expect(await put(whole({ request, chunks, trailer }))).toMatchObject(incomplete);
  });
});

it("aws-chunked without chunks is refused", async () => {
  const again = signed(
    sandbox.loopback.endpoint,
    { method: "PUT", path: "/bucket/chunked", headers: [["Content-Encoding", "aws-chunked"]], body: "hello" },
    { keys: sandbox.root, service: "s3", payloadHash: "UNSIGNED-PAYLOAD" },
  );
  expect(await put(again)).toMatchObject({
    ...{ status: 400, code: "InvalidArgument" },
    message: "aws-chunked encoding is not supported when x-amz-content-sha256 UNSIGNED-PAYLOAD is supplied.",
  });
});

function changed(parts: Parts, index: number, change: (text: string) => string): Parts {
  const chunks = parts.chunks.map((chunk, at) =>
    at === index ? Buffer.from(change(chunk.toString("latin1")), "latin1") : chunk,
  );
  return { ...parts, chunks };
}

const reordered = (parts: Parts, order: readonly number[]): Parts => ({
  ...parts,
  chunks: order.map((index) => parts.chunks[index] ?? Buffer.alloc(0)),
});
