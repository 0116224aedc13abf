// Requests written by hand: node:http with headers exactly as given, and a signer of its own that shares no code with
// the loopback or the SDK. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
import { createHash, createHmac } from "node:crypto";
import { request } from "node:http";
import type { Keys, Sandbox } from "./clients.ts";

export type Headers = readonly (readonly [string, string])[];

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** The error's code and message, wherever the service puts them. */
  readonly code: string;
  readonly message: string;
}

export interface RawRequest {
  readonly method?: string;
  /** Sent as it is, query included. */
  readonly path?: string;
  readonly headers?: Headers;
  readonly body?: string | Buffer;
}

/** Sends a request as given; only Host is added where it is missing. */
export function send(endpoint: string, { method = "GET", path = "/", headers = [], body = "" }: RawRequest) {
  const { hostname, port } = new URL(endpoint);
  const named = new Set(headers.map(([name]) => name.toLowerCase()));
  const all = [
    ...(named.has("host") ? [] : [["host", `${hostname}:${port}`] as const]),
    ...headers,
    // Last: once Node knows a length, it writes a Content-Disposition otherwise.
    ...(named.has("content-length") || named.has("transfer-encoding")
      ? []
      : [["content-length", String(Buffer.byteLength(body))] as const]),
  ];
  return new Promise<Reply>((resolve, reject) => {
    const outgoing = request(
      { hostname, port, method, path, headers: all.flat().map(utf8), agent: false },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () =>
          resolve(reply(answer.statusCode ?? 0, answer.headers, Buffer.concat(chunks).toString())),
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end(Buffer.from(body));
  });
}

/** Node sends a byte for each character. */
const utf8 = (text: string) => Buffer.from(text).toString("latin1");

function reply(status: number, headers: Reply["headers"], body: string): Reply {
  const code = /<Code>([^<]*)<\/Code>/.exec(body)?.[1] ?? "";
  const message = /<Message>([^<]*)<\/Message>/.exec(body)?.[1] ?? "";
  return { status, headers, body, code, message: unescaped(message) };
}

function unescaped(text: string): string {
  const characters: Record<string, string> = {
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
    amp: "&",
    "#xa": "\n",
  };
  return text.replace(/&(lt|gt|quot|apos|amp|#xa);/g, (_, name: string) => characters[name] ?? "");
}

export interface Signing {
  readonly keys: Keys;
  readonly service: string;
  readonly region?: string;
  readonly date?: Date;
  /** Names that the signature covers; by default every header. */
  readonly signedHeaders?: readonly string[];
  /** The payload hash that is signed, and for S3 sent; by default the body's. */
  readonly payloadHash?: string;
}

const sha256 = (text: string | Buffer) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** A hexadecimal digit that is not this one, whatever it is: what a random signature is changed with. */
export const otherDigit = (digit: string): string => (digit === "0" ? "1" : "0");

/** 20130524T000000Z. */
export const basicTime = (date: Date) => `${date.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;

/** The request with host, date, token and Authorization headers added. */
export function signed(endpoint: string, raw: RawRequest, signing: Signing): Required<RawRequest> {
  const { method = "GET", path = "/", headers = [], body = "" } = raw;
  const { keys, service, region = "us-east-1", date = new Date() } = signing;
  const payloadHash = signing.payloadHash ?? sha256(body);
  const all: Headers = [
    ["Host", new URL(endpoint).host],
    ["X-Amz-Date", basicTime(date)],
    ...(service === "s3" ? [["X-Amz-Content-Sha256", payloadHash] as const] : []),
    ...(keys.sessionToken === undefined ? [] : [["X-Amz-Security-Token", keys.sessionToken] as const]),
    ...headers,
  ];
  const names = signing.signedHeaders ?? [...new Set(all.map(([name]) => name.toLowerCase()))].sort();
  const valuesOf = (name: string) =>
    all
      .filter(([other]) => other.toLowerCase() === name)
      .map(([, value]) => value.trim().replace(/ +/g, " "));
  const [pathname = "", query = ""] = path.split("?");
  const canonicalQuery = query
    .split("&")
    .filter((part) => part !== "")
    .map((part) => part.split("="))
    .map(([name = "", ...value]) => [decodeURIComponent(name), decodeURIComponent(value.join("="))])
    .map(([name = "", value = ""]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
  const canonical = [
    method,
    service === "s3" ? pathname : encode(pathname).replaceAll("%2F", "/"),
    canonicalQuery,
    ...names.map((name) => `${name}:${valuesOf(name).join(",")}`),
    "",
    names.join(";"),
    payloadHash,
  ].join("\n");
  const scope = `${basicTime(date).slice(0, 8)}/${region}/${service}/aws4_request`;
  const text = `AWS4-HMAC-SHA256\n${basicTime(date)}\n${scope}\n${sha256(canonical)}`;
  const key = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${keys.secretAccessKey}`);
  const authorization = `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${scope}, SignedHeaders=${names.join(";")}, Signature=${hmac(key, text).toString("hex")}`;
  return { method, path, headers: [...all, ["Authorization", authorization]], body };
}

const form = ["Content-Type", "application/x-www-form-urlencoded"] as const;

/** Signs and sends a request, by default as root. */
export function sendSigned(
  { loopback: { endpoint }, root }: Pick<Sandbox, "loopback" | "root">,
  raw: RawRequest,
  signing: Partial<Signing> = {},
): Promise<Reply> {
  return send(endpoint, signed(endpoint, raw, { keys: root, service: "s3", ...signing }));
}

/** Sends a form to STS or IAM, by default as root. */
export function sendForm(
  sandbox: Pick<Sandbox, "loopback" | "root">,
  service: "sts" | "iam",
  body: string,
  signing: Partial<Signing> = {},
): Promise<Reply> {
  return sendSigned(sandbox, { method: "POST", headers: [form], body }, { service, ...signing });
}
