// Signing keys, derived once for each secret, day, region and service.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
import type { Scope } from "./authorization.ts";
import { type HmacKey, hmac, hmacKey } from "./sha256.ts";

/** More than the sessions that clients have at a time; keys beyond it are derived again. */
const capacity = 1000;

const derived = new Map<string, HmacKey>();

/** The key that signs within a credential scope. */
export function signingKey(secretAccessKey: string, scope: Scope): HmacKey {
  // Only the last part can hold a slash, so no two scopes share a name.
  const name = `${scopeText(scope)}/${secretAccessKey}`;
  const known = derived.get(name);
  if (known !== undefined) return known;
  const first = hmacKey(Buffer.from(`AWS4${secretAccessKey}`));
  const key = [scope.date, scope.region, scope.service, "aws4_request"].reduce(
    (previous, part) => hmacKey(Buffer.from(hmac(previous, part), "hex")),
    first,
  );
  const [oldest] = derived.keys();
  if (oldest !== undefined && derived.size >= capacity) derived.delete(oldest);
  derived.set(name, key);
  return key;
}

/** `20130524/us-east-1/s3/aws4_request`. */
export const scopeText = ({ date, region, service }: Scope): string =>
  `${date}/${region}/${service}/aws4_request`;
