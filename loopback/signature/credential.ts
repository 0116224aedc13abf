// Reads a credential, `KEY/YYYYMMDD/REGION/SERVICE/aws4_request`, as it is written in headers, queries and forms.
import { AwsError, type ServiceName } from "../aws-error.ts";
import type { Scope } from "./authorization.ts";

interface Credential extends Scope {
  readonly accessKeyId: string;
  readonly service: ServiceName;
}

/**
 * The parts of a credential.
 * @param refusal S3's error, which differs from place to place; STS and IAM have their own
 * @throws AwsError for a malformed credential, or one for another service.
 */
export function readCredential(
  text: string,
  service: ServiceName,
  refusal: (what: string) => AwsError,
): Credential {
  const parts = text.split("/");
  const [accessKeyId = "", date = "", region = "", scoped = "", terminator = ""] = parts;
  const whole = parts.length === 5 && accessKeyId !== "" && /^[\w-]*$/.test(region);
  if (service !== "s3") requireFormCredential(text, whole, terminator, scoped, service);
  if (!whole) {
    throw refusal(
      'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  if (service === "s3") {
    if (!/^\d{8}$/.test(date)) {
      throw refusal(
        `incorrect date format "${date}". This date in the credential must be in the format "yyyyMMdd".`,
      );
    }
    if (region === "") throw refusal("a non-empty region must be provided in the credential.");
    if (scoped !== service)
      throw refusal(`incorrect service "${scoped}". This endpoint belongs to "${service}".`);
    if (terminator !== "aws4_request")
      throw refusal(`incorrect terminal "${terminator}". This endpoint uses "aws4_request".`);
  }
  return { accessKeyId, date, region, service };
}

function requireFormCredential(
  text: string,
  whole: boolean,
  terminator: string,
  scoped: string,
  service: ServiceName,
): void {
  if (!whole) {
    throw new AwsError(
      "IncompleteSignature",
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${text}'`,
    );
  }
  if (terminator !== "aws4_request") {
    throw new AwsError(
      "SignatureDoesNotMatch",
      "Credential should be scoped with a valid terminator: 'aws4_request'. ",
    );
  }
  if (scoped === service) return;
  throw new AwsError(
    "SignatureDoesNotMatch",
    `Credential should be scoped to correct service: '${service}'. `,
  );
}
