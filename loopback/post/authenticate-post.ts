// Who signed the policy of a browser's upload; anonymous for a form without one.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
import type { Account } from "../account.ts";
import { AwsError } from "../aws-error.ts";
import type { S3Endpoint } from "../request-region.ts";
import type { Caller } from "../signature/caller.ts";
import { readCredential } from "../signature/credential.ts";
import { credentialsOf } from "../signature/credentials.ts";
import { answeringRegion, wrongS3Region } from "../signature/require-region.ts";
import { hmac } from "../signature/sha256.ts";
import { signingKey } from "../signature/signing-key.ts";
import { sameSignature, signatureMismatch } from "../signature/verify-signature.ts";
import { requireVersion2Region, verifyVersion2 } from "../signature/verify-version-2.ts";
import { readPostPolicy } from "./post-policy.ts";
import { type Posted, requirePostPolicy } from "./require-post-policy.ts";

const signatureFields = [
  "policy",
  "x-amz-algorithm",
  "x-amz-credential",
  "x-amz-date",
  "x-amz-signature",
] as const;

/** What a form with a Signature Version 2 has besides its policy. */
const version2Fields = ["AWSAccessKeyId", "signature"] as const;

/** The caller of an upload, and the region that its form is signed for. */
interface AuthenticPost {
  readonly caller: Caller;
  readonly region?: string;
}

/**
 * The caller of an upload, if the form's policy allows it.
 * @param endpoint where the form was sent
 * @throws AwsError InvalidArgument for a missing or malformed field, and the errors of credentials, of wrong signatures and
 * of requirePostPolicy.
 */
export function authenticatePost(posted: Posted, account: Account, endpoint: S3Endpoint): AuthenticPost {
  const { fields } = posted;
  if (version2Fields.some((name) => fields.has(name.toLowerCase())))
    return { caller: authenticatePost2(posted, account, endpoint) };
  if (!signatureFields.some((name) => fields.has(name)))
    return { caller: { principal: { type: "Anonymous" } } };
  const { policy, credential, signature } = readSignature(fields);
  const { region } = credential;
  const expected = wrongS3Region(region, { ...account, endpoint });
  if (expected !== undefined) {
    const what = `the region '${region}' is wrong; expecting '${expected}'`;
    throw invalid(what, "X-Amz-Credential", fields.get("x-amz-credential"));
  }
  const token = fields.get("x-amz-security-token");
  const { caller, secret } = credentialsOf(credential.accessKeyId, token, "s3", account);
  if (!sameSignature(hmac(signingKey(secret, credential), policy), signature))
    throw signatureMismatch({ ...credential, signature }, policy);
  requirePostPolicy(readPostPolicy(policy), posted, account.now());
  return { caller, region };
}

/** The signature fields of a form. */
function readSignature(fields: Posted["fields"]) {
  const [policy, algorithm, claimed, date, signature] = signatureFields.map((name) => {
    const value = fields.get(name);
    if (!value) throw missingField(name);
    return value;
  }) as [string, string, string, string, string];
  if (algorithm !== "AWS4-HMAC-SHA256")
    throw invalid("Only AWS4-HMAC-SHA256 is supported", "X-Amz-Algorithm", algorithm);
  const credential = readCredential(claimed, "s3", (what) => invalid(what, "X-Amz-Credential", claimed));
  if (!/^\d{8}T\d{6}Z$/.test(date))
    throw invalid("X-Amz-Date must be formated via ISO8601 Long format", "X-Amz-Date", date);
  return { policy, credential, signature };
}

/**
 * The same for a form with a Signature Version 2, which signs the policy alone.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/HTTPPOSTForms.html
 */
function authenticatePost2(posted: Posted, account: Account, endpoint: S3Endpoint): Caller {
  const { fields } = posted;
  requireVersion2Region(answeringRegion({ ...account, endpoint }));
  const [policy = "", accessKeyId = "", signature = ""] = ["policy", ...version2Fields].map((name) => {
    const value = fields.get(name.toLowerCase());
    if (!value) throw missingField(name);
    return value;
  });
  const token = fields.get("x-amz-security-token");
  const claim = { accessKeyId, signature, ...(token !== undefined && { token }) };
  const caller = verifyVersion2(claim, policy, Object.fromEntries(fields), (claimed) =>
    credentialsOf(claimed.accessKeyId, claimed.token, "s3", account),
  );
  requirePostPolicy(readPostPolicy(policy), posted, account.now());
  return caller;
}

/** S3's refusal of a form that lacks a field, or has it after the file. */
export const missingField = (name: string): AwsError =>
  invalid(
    `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
    name,
  );

function invalid(message: string, name: string, value = ""): AwsError {
  return new AwsError("InvalidArgument", message, { ArgumentName: name, ArgumentValue: value });
}
