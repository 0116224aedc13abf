// Reads the Authorization header of Signature Version 4.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
import { AwsError, type ServiceName } from "../aws-error.ts";

export interface Authorization {
  readonly accessKeyId: string;
  /** YYYYMMDD of the credential scope. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** In lower case, as listed. */
  readonly signedHeaders: readonly string[];
  /** Hexadecimal. */
  readonly signature: string;
}

const algorithm = "AWS4-HMAC-SHA256";

/**
 * The parts of an Authorization header.
 * @throws AwsError for another algorithm, named, and for a header that lacks a part.
 */
export function readAuthorization(header: string, service: ServiceName): Authorization {
  const [scheme = "", ...rest] = header.trim().split(/\s+/);
  if (scheme !== algorithm) {
    throw new AwsError(
      service === "s3" ? "InvalidRequest" : "IncompleteSignature",
      `The authorization mechanism you have provided is not supported. Please use ${algorithm}.`,
    );
  }
  const parts = new Map(
    rest
      .join("")
      .split(",")
      .map((part) => [before(part, "="), after(part, "=")]),
  );
  const scope = (parts.get("Credential") ?? "").split("/");
  const terminator = scope.pop();
  const [service_, region, date] = [scope.pop(), scope.pop(), scope.pop()];
  const signature = parts.get("Signature");
  const signedHeaders = parts.get("SignedHeaders");
  const whole = date !== undefined && region !== undefined && service_ !== undefined && scope.length > 0;
  if (!whole || terminator !== "aws4_request" || !/^\d{8}$/.test(date)) {
    throw malformed(
      service,
      'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  if (!signedHeaders) throw malformed(service, "the SignedHeaders are missing.");
  if (!signature || !/^[0-9a-f]{64}$/.test(signature))
    throw malformed(service, "the Signature is missing or is not 64 hexadecimal digits.");
  const accessKeyId = scope.join("/");
  return { accessKeyId, date, region, service: service_, signedHeaders: signedHeaders.split(";"), signature };
}

function malformed(service: ServiceName, what: string): AwsError {
  const code = service === "s3" ? "AuthorizationHeaderMalformed" : "IncompleteSignature";
  return new AwsError(code, `The authorization header is malformed; ${what}`);
}

function before(text: string, mark: string): string {
  return text.slice(0, Math.max(text.indexOf(mark), 0));
}

function after(text: string, mark: string): string {
  return text.slice(text.indexOf(mark) + 1);
}
