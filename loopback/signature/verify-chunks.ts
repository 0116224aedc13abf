// Verifies the chain of chunk signatures, which begins with the request's own, and the one of the trailers.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html

import type { Chunks } from "./read-chunks.ts";
import { hmac, sha256 } from "./sha256.ts";
import type { Signer } from "./signer.ts";
import { scopeText, signingKey } from "./signing-key.ts";
import { sameSignature, signatureMismatch } from "./verify-signature.ts";

const nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** @throws AwsError SignatureDoesNotMatch for the first chunk or trailer whose signature does not fit. */
export function verifyChunks(
  chunks: Chunks,
  { authorization, secretAccessKey, time }: Signer,
  trailed: boolean,
): void {
  const key = signingKey(secretAccessKey, authorization);
  const place = `${time}\n${scopeText(authorization)}`;
  const verify = (text: string, signature: string) => {
    if (!sameSignature(hmac(key, text), signature))
      throw signatureMismatch({ ...authorization, signature }, text);
    return signature;
  };
  let previous = authorization.signature;
  for (const { content, signature } of chunks.list) {
    const text = `AWS4-HMAC-SHA256-PAYLOAD\n${place}\n${previous}\n${nothing}\n${sha256(content)}`;
    previous = verify(text, signature);
  }
  if (!trailed) return;
  const lines = [...chunks.trailers].map(([name, value]) => `${name}:${value}\n`).join("");
  const text = `AWS4-HMAC-SHA256-TRAILER\n${place}\n${previous}\n${sha256(lines)}`;
  verify(text, chunks.trailerSignature);
}
