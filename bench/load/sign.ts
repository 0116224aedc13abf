// Signs a request beforehand and gives it as it goes over the wire.
import { createHash } from "node:crypto";
import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import { SignatureV4 } from "@smithy/signature-v4";

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface Unsigned {
  readonly service: "s3" | "sts";
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The bytes of the request, valid for 15 minutes. */
export async function sign(endpoint: string, credentials: Keys, request: Unsigned): Promise<Buffer> {
  const { service, method, path, query = {}, body = "" } = request;
  const signer = new SignatureV4({
    ...{ credentials, service, region: "us-east-1", sha256: Sha256 },
    uriEscapePath: service !== "s3",
  });
  const headers = {
    host: new URL(endpoint).host,
    "content-length": String(Buffer.byteLength(body)),
    "x-amz-content-sha256": createHash("sha256").update(body).digest("hex"),
    ...request.headers,
  };
  const signed = await signer.sign(new HttpRequest({ method, path, query, headers, body }));
  const search = new URLSearchParams(query).toString();
  const lines = Object.entries(signed.headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const target = search === "" ? path : `${path}?${search}`;
  return Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines.join("")}\r\n${body}`);
}
