// What stands between the suite and AWS, broken on purpose: nothing of it may become a pass or a fail.
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { RowResult } from "../../smoke/row-result.ts";
import { readTarget } from "../../smoke/target.ts";
import { outputs } from "./outputs.ts";
import { runRows } from "./run-rows.ts";

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

async function runAgainst(listener: RequestListener): Promise<RowResult[]> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((listening) => started.listen(0, "127.0.0.1", listening));
  const endpoint = `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
  return runRows(
    readTarget(outputs, { endpoint, operator: { accessKeyId: "AKIAOPERATOR", secretAccessKey: "hush" } }),
  );
}

const answering =
  (status: number, type: string, body: string): RequestListener =>
  (request, response) => {
    request.resume().on("end", () => response.writeHead(status, { "content-type": type }).end(body));
  };

const QUERY_ERROR = (code: string, message: string) =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

test.for([
  [
    "a proxy's 403 page",
    answering(403, "text/html", "<!DOCTYPE html><html><body>Blocked<br></body></html>"),
    /something between here and AWS/,
  ],
  [
    "a proxy's 403 page that is well-formed XML",
    answering(403, "text/html", "<html><body>Blocked</body></html>"),
    /something between here and AWS/,
  ],
  ["a 403 without a body", answering(403, "text/plain", ""), /something between here and AWS/],
  [
    "a bare Access Denied",
    answering(
      403,
      "application/xml",
      "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>",
    ),
    /does not name the probed action/,
  ],
  [
    "a captive portal's 200 page",
    answering(200, "text/html", "<html><body>Sign in</body></html>"),
    /is not what the AWS service sends/,
  ],
  [
    "a service that fails",
    answering(500, "application/xml", "<Error><Code>InternalError</Code><Message>Oops</Message></Error>"),
    /the service failed/,
  ],
  [
    "a throttle",
    answering(
      503,
      "application/xml",
      "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>",
    ),
    /AWS throttled the call/,
  ],
  [
    "a redirect",
    answering(
      301,
      "application/xml",
      "<Error><Code>PermanentRedirect</Code><Message>Elsewhere</Message></Error>",
    ),
    /another region/,
  ],
  ["connections that break", (request) => request.socket.destroy(), /the connection broke/],
  [
    "an answer cut in half",
    (_, response) =>
      void response.writeHead(200, { "content-length": "9" }).end("<L", () => response.destroy()),
    /./,
  ],
] as const satisfies [string, RequestListener, RegExp][])("%s", async ([, listener, cause]) => {
  const rows = await runAgainst(listener);
  expect(rows.map(({ verdict }) => verdict)).toEqual(rows.map(() => "inconclusive"));
  const broker = rows.find(({ principal, action }) => principal === "broker" && action === "s3:ListBucket");
  expect(broker?.explanation.toLowerCase()).toMatch(new RegExp(cause.source.toLowerCase()));
});

test("a refused connection answers within two seconds", async () => {
  const target = readTarget(outputs, { endpoint: "http://127.0.0.1:9" });
  const started = performance.now();
  const rows = await runRows(target);
  expect(performance.now() - started).toBeLessThan(2_000);
  expect(rows.map(({ verdict }) => verdict)).toEqual(rows.map(() => "inconclusive"));
  expect(rows[0]?.explanation).toMatch(/^Nothing listens at the endpoint \(ECONNREFUSED/);
});

test("keys that AWS does not know are rejected, never denied", async () => {
  const message = "The security token included in the request is invalid";
  const rows = await runAgainst(answering(403, "text/xml", QUERY_ERROR("InvalidClientTokenId", message)));
  expect(rows.map(({ verdict }) => verdict)).toEqual(rows.map(() => "inconclusive"));
  const asked = rows.find(({ principal, action }) => principal === "broker" && action === "iam:ListUsers");
  expect(asked).toMatchObject({ finding: "credentials rejected", observation: { outcome: "rejected" } });
});
