// A stand-in for AWS that answers what the deployment sends with canned bodies, or with errors on request.
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A refusal in AWS's words. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
}

/** A stand-in that listens on 127.0.0.1. */
export interface RecordingServer extends AsyncDisposable {
  endpoint: string;
  /** `begin CALL` and `end CALL`, where a call is `CreateUser name` or `PUT /bucket?policy`. */
  events: string[];
}

export const plantedSecret = "planted/Secret+Access+Key/0123456789";

const queryResults: Record<string, string> = {
  GetCallerIdentity:
    "<Account>111122223333</Account><Arn>arn:aws:iam::111122223333:root</Arn><UserId>111122223333</UserId>",
  CreatePolicy:
    "<Policy><PolicyName>p</PolicyName><PolicyId>ANPAX</PolicyId><Arn>arn:aws:iam::111122223333:policy/federation/p</Arn></Policy>",
  CreateUser:
    "<User><UserName>u</UserName><UserId>AIDAX</UserId><Path>/federation/</Path><Arn>arn:aws:iam::111122223333:user/federation/u</Arn><CreateDate>2026-01-02T03:04:05Z</CreateDate></User>",
  PutUserPolicy: "",
  CreateAccessKey: `<AccessKey><UserName>u</UserName><AccessKeyId>AKIAPLANTED</AccessKeyId><Status>Active</Status><SecretAccessKey>${plantedSecret}</SecretAccessKey><CreateDate>2026-01-02T03:04:05Z</CreateDate></AccessKey>`,
};

/**
 * Starts the stand-in.
 *
 * @param refusals by the beginning of the call's name; HEAD requests are answered with 404 unless listed here
 */
export async function startRecordingServer(refusals: Record<string, Refusal> = {}): Promise<RecordingServer> {
  const events: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { call, result } = describe(request, body);
    events.push(`begin ${call}`);
    await new Promise((resolve) => setTimeout(resolve, 5)); // long enough for an early dependent to be seen
    events.push(`end ${call}`);
    const [, refusal] = Object.entries(refusals).find(([start]) => call.startsWith(start)) ?? [];
    if (refusal !== undefined) {
      const { status, code, message } = refusal;
      const error = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
      response
        .writeHead(status)
        .end(result === undefined ? error : `<ErrorResponse>${error}</ErrorResponse>`);
    } else {
      // Versioning is on in every bucket of the program, so an upload's answer names the version.
      const isUpload = /^PUT \/[^/?]+\/[^?]+$/.test(call);
      const headers = isUpload ? { "x-amz-version-id": "3HL4kqtJlcpXroDTDmJ" } : {};
      response.writeHead(request.method === "HEAD" ? 404 : 200, headers).end(result);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    events,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function describe({ method, url = "" }: IncomingMessage, body: string): { call: string; result?: string } {
  const form = new URLSearchParams(method === "POST" ? body : "");
  const action = form.get("Action");
  if (action === null) {
    const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
    searchParams.delete("x-id"); // the SDK's own hint, which AWS does not read
    const [parameter] = searchParams.keys();
    const target = pathname.replace(/\/$/, "") + (parameter === undefined ? "" : `?${parameter}`);
    return { call: `${method} ${target}` };
  }
  const result = queryResults[action] ?? "";
  return {
    call: `${action} ${form.get("UserName") ?? ""}`.trim(),
    result: `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`,
  };
}
