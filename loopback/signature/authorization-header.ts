// Reads the Authorization header of Signature Version 4.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
import { hash } from "node:crypto";
import { AwsError, type ServiceName } from "../aws-error.ts";
import type { WireRequest } from "../wire/wire-request.ts";
import type { Authorization } from "./authorization.ts";
import { readCredential } from "./credential.ts";

const algorithm = "AWS4-HMAC-SHA256";

const components = ["Credential", "Signature", "SignedHeaders"] as const;

type Components = Readonly<Partial<Record<(typeof components)[number], string>>>;

/** The form that SDKs write, read in one step. Other forms are read part by part, to say what is wrong. */
const ordinary =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([\w-]+)\/(\w+)\/aws4_request, ?SignedHeaders=([^,\s=]+), ?Signature=([0-9a-f]{64})$/;

/**
 * The parts of an Authorization header.
 * @throws AwsError for another algorithm, named, and for a header that lacks a part, repeats one or has an unknown one.
 */
export function readAuthorizationHeader(
  request: WireRequest,
  header: string,
  service: ServiceName,
): Authorization {
  const { headers } = request;
  const time = headers["x-amz-date"] ?? headers.date ?? "";
  const token = headers["x-amz-security-token"];
  const rest = { time, ...(token !== undefined && { token }), place: "header" } as const;
  const [, accessKeyId = "", date = "", region = "", scoped, listed = "", signature = ""] =
    ordinary.exec(header) ?? [];
  if (scoped === service)
    return { accessKeyId, date, region, service, signedHeaders: listed.split(";"), signature, ...rest };
  requireAlgorithm(header.trim(), service);
  const text = header.trim().slice(algorithm.length);
  const components = readComponents(text, service, missing(header, time, service));
  const { Credential = "", SignedHeaders = "", Signature = "" } = components;
  const credential = readCredential(Credential, service, malformed);
  if (!/^[0-9a-f]{64}$/.test(Signature)) {
    throw service === "s3"
      ? malformed('the authorization component "Signature" is malformed.')
      : new AwsError("IncompleteSignature", "Signature must be 64 hexadecimal digits in lower case.");
  }
  return { ...credential, signedHeaders: SignedHeaders.split(";"), signature: Signature, ...rest };
}

/** S3 distinguishes an AWS scheme that it does not accept from a scheme that is not AWS's. */
function requireAlgorithm(header: string, service: ServiceName): void {
  const [scheme = ""] = header.split(" ");
  if (scheme === "AWS4-ECDSA-P256-SHA256")
    throw new AwsError("NotImplemented", `The loopback does not serve ${scheme}: sign with ${algorithm}.`);
  if (service === "s3" && !header.includes(" ")) {
    throw invalidHeader("Authorization header is invalid -- one and only one ' ' (space) required", header);
  }
  if (scheme === algorithm) return;
  if (service === "s3" && !/^AWS/.test(scheme)) throw invalidHeader("Unsupported Authorization Type", header);
  if (service !== "s3" && scheme === "AWS")
    throw new AwsError("IncompleteSignature", "AWS Signature Version 2 is not supported.");
  throw new AwsError(
    service === "s3" ? "InvalidRequest" : "IncompleteSignature",
    `The authorization mechanism you have provided is not supported. Please use ${algorithm}.`,
  );
}

/** `Credential=…,SignedHeaders=…,Signature=…`, each once and nothing else: no part is left unread. */
function readComponents(
  text: string,
  service: ServiceName,
  absent: (names: string[]) => AwsError,
): Components {
  const parts = text.split(",").map((part): [string, string] => {
    const equals = part.indexOf("=");
    return [part.slice(0, Math.max(equals, 0)).trim(), part.slice(equals + 1).trim()];
  });
  const read = new Map(parts);
  const gone = components.filter((name) => !read.get(name));
  if (gone.length > 0) throw absent(gone);
  const strange = parts.find(([name]) => !components.some((known) => known === name));
  if (strange === undefined && parts.length === components.length) return Object.fromEntries(read);
  throw service === "s3"
    ? malformed(
        strange === undefined
          ? "the authorization header requires three components: Credential, SignedHeaders, and Signature."
          : `the authorization component "${strange.join("=")}" is malformed.`,
      )
    : new AwsError(
        "IncompleteSignature",
        "Authorization header requires Credential, SignedHeaders, and Signature, each once.",
      );
}

/** STS and IAM name all missing parts at once, and show the header's hash instead of the header. */
function missing(header: string, time: string, service: ServiceName): (names: string[]) => AwsError {
  return (names) => {
    if (service === "s3") return malformed(`missing ${names[0]}.`);
    const wanted = names.map((name) => `Authorization header requires '${name}' parameter. `).join("");
    return new AwsError("IncompleteSignature", `${wanted}${time === "" ? noDate : ""}${hashed(header)}`);
  };
}

const noDate = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";

const hashed = (header: string): string =>
  `(Hashed with SHA-256 and encoded with Base64) Authorization=${hash("sha256", header, "base64")}`;

/** The refusal of STS and IAM for a request without a time. */
export const dateIsMissing = (header: string): AwsError =>
  new AwsError("IncompleteSignature", `${noDate}${hashed(header)}`);

/** S3's refusal of a header. */
export function malformed(what: string, details: Readonly<Record<string, string>> = {}): AwsError {
  const message = `The authorization header is malformed; ${what}`;
  return new AwsError("AuthorizationHeaderMalformed", message, details);
}

function invalidHeader(message: string, header: string): AwsError {
  return new AwsError("InvalidArgument", message, { ArgumentName: "Authorization", ArgumentValue: header });
}
