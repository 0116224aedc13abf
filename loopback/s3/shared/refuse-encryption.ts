// Only what creates an object, or begins an upload, chooses the encryption.
import type { Call } from "../../operation.ts";
import { invalidArgument } from "./listings.ts";

const header = "x-amz-server-side-encryption";

/**
 * For the parts and the end of an upload, and for reads: every object is encrypted, and a read does not change by what.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 * @throws AwsError InvalidArgument where the header is sent, whatever it says.
 */
export function refuseEncryption({ request }: Call): void {
  const value = request.headers[header];
  if (value === undefined) return;
  throw invalidArgument(`${header} header is not supported for this operation.`, header, value);
}
