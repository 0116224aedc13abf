// Reads the signature of a presigned URL.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
import { AwsError, type ServiceName } from "../aws-error.ts";
import type { WireRequest } from "../wire/wire-request.ts";
import type { Authorization } from "./authorization.ts";
import { readCredential } from "./credential.ts";

/** The parameters of a presigned URL, in the order in which AWS checks them. */
const required = [
  "X-Amz-Algorithm",
  "X-Amz-Credential",
  "X-Amz-Signature",
  "X-Amz-Date",
  "X-Amz-SignedHeaders",
  "X-Amz-Expires",
] as const;

type Parameters = Readonly<Record<(typeof required)[number], string>>;

/** Seven days, in seconds. */
const longestLife = 604_800;

/** The parameter that makes a URL one of Signature Version 2: of all services, only S3 takes it. */
const version2 = "Signature";

/** Whether the query claims a signature, of whatever version. */
export function isPresigned({ query }: WireRequest, service: ServiceName): boolean {
  // For other services, a URL without the algorithm is not presigned: its other parameters are ordinary ones.
  if (service !== "s3") return query.has("X-Amz-Algorithm") || query.has(version2);
  return [...required, version2].some((name) => query.has(name));
}

/**
 * The signature in a query.
 * @throws AwsError AuthorizationQueryParametersError (S3), IncompleteSignature and MissingAuthenticationToken (STS, IAM);
 * for other algorithms an error that names AWS4-HMAC-SHA256.
 */
export function readAuthorizationQuery(request: WireRequest, service: ServiceName): Authorization {
  const { query } = request;
  if (query.has(version2)) {
    if (service === "s3")
      throw new AwsError("InvalidArgument", oneMechanism, { ArgumentName: "Authorization" });
    if (!query.has("X-Amz-Algorithm"))
      throw new AwsError("IncompleteSignature", "AWS Signature Version 2 is not supported.");
  }
  const read = service === "s3" ? readS3Parameters(query) : readFormParameters(query);
  const token = query.get("X-Amz-Security-Token")?.join() ?? request.headers["x-amz-security-token"];
  const credential = readCredential(read["X-Amz-Credential"], service, malformedCredential);
  return {
    ...credential,
    signedHeaders: read["X-Amz-SignedHeaders"].split(";"),
    // A signature of another length is never right.
    signature: read["X-Amz-Signature"],
    time: read["X-Amz-Date"],
    ...(token !== undefined && { token }),
    place: "query",
    // For STS and IAM a URL is always valid for 15 minutes, whatever it says; EKS relies on that.
    ...(service === "s3" && { expires: readLife(read["X-Amz-Expires"]) }),
  };
}

/** S3's refusal of a request that claims two signatures. */
export const oneMechanism =
  "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified";

function readS3Parameters(query: WireRequest["query"]): Parameters {
  const read = values(query);
  const algorithm = read["X-Amz-Algorithm"];
  if (algorithm !== "")
    requireAlgorithm(algorithm, () =>
      malformedQuery('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"'),
    );
  if (required.every((name) => read[name] !== "")) return read;
  throw malformedQuery(
    "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
  );
}

function readFormParameters(query: WireRequest["query"]): Parameters {
  const read = values(query);
  requireAlgorithm(
    read["X-Amz-Algorithm"],
    () => new AwsError("MissingAuthenticationToken", "Missing Authentication Token"),
  );
  const missing = required.find((name) => read[name] === "" && name !== "X-Amz-Expires");
  if (missing === undefined) return read;
  throw new AwsError(
    "IncompleteSignature",
    `AWS query-string parameters must include '${missing}'. Re-examine the query-string parameters.`,
  );
}

/** Each parameter's value; empty for one that is missing or occurs twice. */
function values(query: WireRequest["query"]): Parameters {
  const only = (name: string) => {
    const [value = "", ...others] = query.get(name) ?? [];
    return others.length === 0 ? value : "";
  };
  return Object.fromEntries(required.map((name) => [name, only(name)])) as Record<keyof Parameters, string>;
}

function requireAlgorithm(algorithm: string, refusal: () => AwsError): void {
  if (algorithm === "AWS4-ECDSA-P256-SHA256") {
    throw new AwsError(
      "NotImplemented",
      `The loopback does not serve ${algorithm}: sign with AWS4-HMAC-SHA256.`,
    );
  }
  if (algorithm !== "AWS4-HMAC-SHA256") throw refusal();
}

function readLife(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) throw malformedQuery("X-Amz-Expires should be a number");
  const seconds = Number(text);
  if (seconds < 0) throw malformedQuery("X-Amz-Expires must be non-negative");
  if (seconds <= longestLife) return seconds;
  throw malformedQuery(
    `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${longestLife} seconds`,
  );
}

/** S3's refusal of a presigned URL. */
export function malformedQuery(message: string, details: Readonly<Record<string, string>> = {}): AwsError {
  return new AwsError("AuthorizationQueryParametersError", message, details);
}

const malformedCredential = (what: string): AwsError =>
  malformedQuery(`Error parsing the X-Amz-Credential parameter; ${what}`);
