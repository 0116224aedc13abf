// Presigned URLs made by hand, sharing no code with the loopback or the SDK.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
import { createHash, createHmac } from "node:crypto";
import type { Keys } from "../clients.ts";
import { basicTime } from "../raw.ts";

export interface Presigning {
  readonly keys: Keys;
  readonly host: string;
  readonly method?: string;
  /** Percent-encoded. */
  readonly path?: string;
  /** Further parameters, decoded. */
  readonly query?: Readonly<Record<string, string>>;
  /** Headers that are signed beside the host, by name in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly service?: string;
  readonly region?: string;
  readonly date?: Date;
  readonly expires?: number | string;
  readonly payloadHash?: string;
  /** Alters the parameters before they are signed. */
  readonly alter?: (parameters: Map<string, string>) => void;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The path and query of a presigned URL; by default for S3. */
export function presigned(presigning: Presigning): string {
  const { keys, host, method = "GET", path = "/", headers = {}, service = "s3" } = presigning;
  const { region = "us-east-1", date = new Date(), expires = 60, alter = () => {} } = presigning;
  const payloadHash = presigning.payloadHash ?? (service === "s3" ? "UNSIGNED-PAYLOAD" : sha256(""));
  const scope = `${basicTime(date).slice(0, 8)}/${region}/${service}/aws4_request`;
  const all: Record<string, string> = { ...headers, host };
  const names = Object.keys(all).sort();
  const parameters = new Map(
    Object.entries({
      ...presigning.query,
      "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
      "X-Amz-Credential": `${keys.accessKeyId}/${scope}`,
      "X-Amz-Date": basicTime(date),
      "X-Amz-Expires": String(expires),
      "X-Amz-SignedHeaders": names.join(";"),
      ...(keys.sessionToken !== undefined && { "X-Amz-Security-Token": keys.sessionToken }),
    }),
  );
  alter(parameters);
  const query = [...parameters]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  const lines = names.map((name) => `${name}:${all[name]}`);
  const canonical = [method, path, query, ...lines, "", names.join(";"), payloadHash].join("\n");
  const text = `AWS4-HMAC-SHA256\n${basicTime(date)}\n${scope}\n${sha256(canonical)}`;
  const key = scope.split("/").reduce<string | Buffer>(hmac, `AWS4${keys.secretAccessKey}`);
  return `${path}?${query}&X-Amz-Signature=${hmac(key, text).toString("hex")}`;
}
