// Reads the Authorization header of Signature Version 4.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
import { AwsError, type ServiceName } from "../aws-error.ts";

export interface Authorization {
  readonly accessKeyId: string;
  /** YYYYMMDD of the credential scope. */
  readonly date: string;
  readonly region: string;
  readonly service: ServiceName;
  /** In lower case, as listed. */
  readonly signedHeaders: readonly string[];
  /** Hexadecimal. */
  readonly signature: string;
}

const algorithm = "AWS4-HMAC-SHA256";

const credentialForm = /^([^/]+)\/(\d{8})\/([\w-]+)\/([\w-]+)\/aws4_request$/;

/**
 * The parts of an Authorization header.
 * @throws AwsError for another algorithm, named, and for a header that lacks a part, repeats one or has a strange one.
 */
export function readAuthorization(header: string, service: ServiceName): Authorization {
  const [scheme = "", ...rest] = header.trim().split(/\s+/);
  if (scheme !== algorithm) {
    throw new AwsError(
      service === "s3" ? "InvalidRequest" : "IncompleteSignature",
      `The authorization mechanism you have provided is not supported. Please use ${algorithm}.`,
    );
  }
  const parts = readParts(rest.join(""), service);
  const credential = credentialForm.exec(parts.get("Credential") ?? "");
  if (credential === null) {
    throw malformed(
      service,
      'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  const signedHeaders = parts.get("SignedHeaders");
  const signature = parts.get("Signature");
  if (!signedHeaders) throw malformed(service, "the SignedHeaders are missing.");
  if (!signature || !/^[0-9a-f]{64}$/.test(signature))
    throw malformed(service, "the Signature is missing or is not 64 hexadecimal digits.");
  const [, accessKeyId = "", date = "", region = "", scoped = ""] = credential;
  if (scoped !== service)
    throw malformed(service, `the service '${scoped}' is wrong; expecting '${service}'`);
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(";"), signature };
}

/** `Credential=…,SignedHeaders=…,Signature=…`, each once and nothing else: what is read is all that there is. */
function readParts(text: string, service: ServiceName): Map<string, string> {
  const parts = text.split(",").map((part): [string, string] => {
    const equals = part.indexOf("=");
    return [part.slice(0, Math.max(equals, 0)), part.slice(equals + 1)];
  });
  const read = new Map(parts);
  const known = parts.every(
    ([name]) => name === "Credential" || name === "SignedHeaders" || name === "Signature",
  );
  if (known && read.size === parts.length) return read;
  throw malformed(service, "expecting Credential, SignedHeaders and Signature, each once.");
}

function malformed(service: ServiceName, what: string): AwsError {
  const code = service === "s3" ? "AuthorizationHeaderMalformed" : "IncompleteSignature";
  return new AwsError(code, `The authorization header is malformed; ${what}`);
}
