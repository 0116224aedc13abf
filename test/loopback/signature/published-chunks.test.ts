// AWS's published chunked uploads and its published presigned URL are verified.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html, sigv4-streaming-trailers.html and
// sigv4-query-string-auth.html
import { describe, expect, it } from "vitest";
import { openPayload, payloadForm } from "../../../loopback/signature/open-payload.ts";
import { readAuthorization } from "../../../loopback/signature/read-authorization.ts";
import { signingTime } from "../../../loopback/signature/request-time.ts";
import { verifySignature } from "../../../loopback/signature/verify-signature.ts";
import { readQuery, type WireRequest } from "../../../loopback/wire/wire-request.ts";

const secretAccessKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const now = new Date("2013-05-24T00:00:00Z");

/** The whole way of a request's signature; what the payload was, in the end. */
function open(request: WireRequest): WireRequest {
  const authorization = readAuthorization(request, "s3");
  if (authorization === undefined) throw new Error("no signature");
  const time = signingTime(authorization, now);
  const form = payloadForm(request, authorization.place);
  verifySignature(request, authorization, secretAccessKey, time);
  return openPayload(request, form, { authorization, secretAccessKey, time });
}

const chunk = (size: number, signature: string) =>
  `${size.toString(16)};chunk-signature=${signature}\r\n${"a".repeat(size)}${size === 0 ? "" : "\r\n"}`;

const upload = (headers: Record<string, string>, signature: string, body: string): WireRequest => {
  const all = {
    "content-encoding": "aws-chunked",
    host: "s3.amazonaws.com",
    "x-amz-date": "20130524T000000Z",
    "x-amz-decoded-content-length": "66560",
    "x-amz-storage-class": "REDUCED_REDUNDANCY",
    ...headers,
  };
  const names = Object.keys(all).sort().join(";");
  const authorization = `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=${names},Signature=${signature}`;
  return {
    ...{ id: "1", method: "PUT", path: "/examplebucket/chunkObject.txt", sourceIp: "127.0.0.1" },
    query: new Map(),
    headers: { ...all, authorization },
    body: Buffer.from(body),
  };
};

const published = upload(
  { "content-length": "66824", "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" },
  "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
  `${chunk(65_536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648")}${chunk(1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497")}${chunk(0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9")}\r\n`,
);

const withTrailer = upload(
  {
    "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
    "x-amz-trailer": "x-amz-checksum-crc32c",
  },
  "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
  `${chunk(65_536, "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2")}${chunk(1024, "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7")}${chunk(0, "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992")}x-amz-checksum-crc32c:sOO8/Q==\n\r\nx-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\n\r\n\r\n`,
);

describe("AWS's published upload", () => {
  it("in two chunks is put together", () => {
    const { body, headers } = open(published);
    expect(body.toString()).toBe("a".repeat(66_560));
    expect(headers["content-encoding"]).toBeUndefined();
  });

  it("with a trailer is put together, and its trailer is a header", () => {
    const { body, headers } = open(withTrailer);
    expect(body.toString()).toBe("a".repeat(66_560));
    expect(headers["x-amz-checksum-crc32c"]).toBe("sOO8/Q==");
  });

  it.each([published, withTrailer])("is refused with one byte changed", (request) => {
    const body = Buffer.from(request.body);
    body.write("b", 40_000);
    expect(() => open({ ...request, body })).toThrow(/signature we calculated does not match/);
  });
});

describe("AWS's published presigned URL", () => {
  const presigned: WireRequest = {
    ...{ id: "1", method: "GET", path: "/test.txt", sourceIp: "127.0.0.1", body: Buffer.alloc(0) },
    query: readQuery(
      "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
    ),
    headers: { host: "examplebucket.s3.amazonaws.com" },
  };

  it("is verified", () => {
    expect(() => open(presigned)).not.toThrow();
  });

  it("is refused for another key", () => {
    expect(() => open({ ...presigned, path: "/test.tx" })).toThrow(/signature we calculated does not match/);
  });
});
