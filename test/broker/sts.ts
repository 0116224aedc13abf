// A stand-in for STS that gives one answer, and a client that asks it.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { STSClient } from "@aws-sdk/client-sts";
import { afterEach } from "vitest";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A server that gives one answer to everything, a client for it, and the form fields it was sent. */
export async function sts(
  status: number,
  body: string,
): Promise<{ client: STSClient; sent: URLSearchParams[] }> {
  const sent: URLSearchParams[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    sent.push(new URLSearchParams(text));
    response.writeHead(status, { "content-type": "text/xml" }).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const client = new STSClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "us-east-1",
    credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "hush" },
    maxAttempts: 1,
  });
  closers.push(() => {
    client.destroy();
    server.close();
  });
  return { client, sent };
}
