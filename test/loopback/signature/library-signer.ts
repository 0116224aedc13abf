// The SDKs' own signer, @smithy/signature-v4, made to sign a request as it came: what the loopback's must equal.
import { Sha256 } from "@smithy/core/checksum";
import { HttpRequest } from "@smithy/core/protocols";
import { ALGORITHM_IDENTIFIER, getCanonicalHeaders, SignatureV4 } from "@smithy/signature-v4";
import type { Signable } from "../../../loopback/signature/canonical-request.ts";

export interface Signed {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly signature: string;
}

export interface Secret {
  readonly secretAccessKey: string;
  readonly date: Date;
  readonly region: string;
  readonly service: string;
}

/** What the library signs, and how. S3's path must be encoded as S3 encodes it: the library takes it as it is. */
export function signWithLibrary(
  { method, path, query, headers }: Signable,
  payloadHash: string,
  secret: Secret,
): Promise<Signed> {
  const { secretAccessKey, date, region, service } = secret;
  const signer = new Signer({
    ...{ region, service, sha256: Sha256, applyChecksum: false, uriEscapePath: service !== "s3" },
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey },
  });
  const sent = new HttpRequest({
    ...{ method, path, headers: { ...headers } },
    query: Object.fromEntries([...query].map(([name, values]) => [name, [...values]])),
  });
  return signer.signed(sent, payloadHash, date);
}

class Signer extends SignatureV4 {
  async signed(request: HttpRequest, payloadHash: string, date: Date): Promise<Signed> {
    const headers = getCanonicalHeaders(request, new Set(), new Set(Object.keys(request.headers)));
    const canonicalRequest = this.createCanonicalRequest(request, headers, payloadHash);
    const { longDate, shortDate } = this.formatDate(date);
    const scope = `${shortDate}/${await this.regionProvider()}/${this.service}/aws4_request`;
    const stringToSign = await this.createStringToSign(
      longDate,
      scope,
      canonicalRequest,
      ALGORITHM_IDENTIFIER,
    );
    return {
      canonicalRequest,
      stringToSign,
      signature: await this.sign(stringToSign, { signingDate: date }),
    };
  }
}
