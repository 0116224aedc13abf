// Faults between the suite and AWS, made on purpose: none of them may become a pass or a fail.
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Loopback, startLoopback } from "../../loopback/start-loopback.ts";
import { closingLine } from "../../reports/matrix.ts";
import { readTarget } from "../../smoke/deployment/target.ts";
import type { RowResult } from "../../smoke/results/row-result.ts";
import { runSmoke } from "../../smoke/run-smoke.ts";
import { inFull } from "../in-full.ts";
import { allow, brokerPolicy, gate } from "./breaking.ts";
import { type Exchange, type Fault, openNetwork } from "./faulty-network.ts";
import { outputs, policyOf } from "./outputs.ts";
import { runRows } from "./run-rows.ts";
import { type Seeded, seed } from "./seed.ts";

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

type Answer = readonly [what: string, answer: RequestListener, cause: RegExp];

const answers: readonly Answer[] = [
  [
    "a proxy's 403 page",
    answering(403, "text/html", "<!DOCTYPE html><html><body>Blocked<br></body></html>"),
    /something between here and AWS/,
  ],
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
    "a throttle",
    answering(
      503,
      "application/xml",
      "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>",
    ),
    /AWS throttled the call/,
  ],
  ["connections that break", (request) => request.socket.destroy(), /the connection broke/],
];
const moreAnswers: readonly Answer[] = [
  [
    "a proxy's 403 page that is well-formed XML",
    answering(403, "text/html", "<html><body>Blocked</body></html>"),
    /something between here and AWS/,
  ],
  ["a 403 without a body", answering(403, "text/plain", ""), /something between here and AWS/],
  [
    "a service that fails",
    answering(500, "application/xml", "<Error><Code>InternalError</Code><Message>Oops</Message></Error>"),
    /the service failed/,
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
  [
    "an answer cut in half",
    (_, response) =>
      void response.writeHead(200, { "content-length": "9" }).end("<L", () => response.destroy()),
    /./,
  ],
];
test.for([...answers, ...inFull(moreAnswers)])("%s", async ([, listener, cause]) => {
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

test("an echo of the operator's session token reaches no row", async () => {
  const answer = answering(400, "text/xml", QUERY_ERROR("Odd", "You sent whispered"));
  const started = createServer(answer);
  server = started;
  await new Promise<void>((listening) => started.listen(0, "127.0.0.1", listening));
  const endpoint = `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
  const operator = { accessKeyId: "ASIAOPERATOR", secretAccessKey: "hush", sessionToken: "whispered" };
  const { rows } = await runSmoke(readTarget(outputs, { endpoint, operator }), { promises: third });
  expect(rows.filter(({ principal }) => principal === "operator")).not.toEqual([]);
  expect(JSON.stringify(rows)).toContain("You sent [secret]");
  expect(JSON.stringify(rows)).not.toContain("whispered");
});

interface Deployed extends Seeded {
  readonly loopback: Loopback;
  readonly sessionPolicy?: string;
}

/** Any call shows a broken network, so a third of the promises is enough and saves time. */
const third = gate.filter((_, index) => index % 3 === 2);

/** The verdict on each of them, through that network. */
async function verdicts({ loopback, outputs, operator, sessionPolicy }: Deployed, fault: Fault) {
  const network = await openNetwork(loopback.endpoint, fault);
  try {
    const target = readTarget(outputs, { endpoint: network.endpoint, operator });
    return (await runRows(target, sessionPolicy, third)).map(({ verdict }) => verdict);
  } finally {
    network.close();
  }
}

const asItIs: Fault = async ({ forward, response }) => {
  const { status, headers, body } = await forward();
  response.writeHead(status, headers).end(body);
};

const always =
  (status: number, type: string, body: string, headers: Readonly<Record<string, string>> = {}): Fault =>
  ({ response }) =>
    void response.writeHead(status, { "content-type": type, ...headers }).end(body);

/** Does it to that share of the exchanges, and nothing to the others. */
const sometimes =
  (share: number, fault: Fault): Fault =>
  (exchange) =>
    exchange.random() < share ? fault(exchange) : asItIs(exchange);

const ID = { "x-amz-request-id": "4442587FB7D0A2F9", "x-amzn-requestid": "4442587FB7D0A2F9" };
const S3_ERROR = (code: string, message: string) =>
  `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;

const throttled: Fault = (exchange) => {
  const [status, body] =
    exchange.service === "s3"
      ? ([503, S3_ERROR("SlowDown", "Please reduce your request rate.")] as const)
      : ([400, QUERY_ERROR("Throttling", "Rate exceeded")] as const);
  return always(status, "text/xml", body, ID)(exchange);
};
const reset: Fault = ({ request }) => void request.socket.destroy();
const cut: Fault = async ({ forward, response }) => {
  const { status, headers, body } = await forward();
  response.writeHead(status, headers).write(body.subarray(0, body.length / 2), () => response.destroy());
};
const cutAndFramedAgain: Fault = async ({ forward, response }) => {
  const { status, headers, body } = await forward();
  const half = body.subarray(0, body.length / 2);
  response.writeHead(status, { ...headers, "content-length": half.length }).end(half);
};
const blocked = always(403, "text/html", "<!DOCTYPE html><html><body>Blocked<br></body></html>");
const unsigned: Fault = async ({ request, forward, response }) => {
  const { authorization: _, ...others } = request.headers;
  const { status, headers, body } = await forward(others);
  response.writeHead(status, headers).end(body);
};
const otherHost: Fault = async ({ request, forward, response }) => {
  const { status, headers, body } = await forward({ ...request.headers, host: "127.0.0.1" });
  response.writeHead(status, headers).end(body);
};
const withoutIds: Fault = async ({ forward, response }) => {
  const { status, headers, body } = await forward();
  const kept = Object.entries(headers).filter(([name]) => !/request-?id|id-2/.test(name));
  response.writeHead(status, Object.fromEntries(kept)).end(body);
};
/** Answers a call that was denied before with the same denial, whoever makes it. */
function keepingDenials(): Fault {
  const kept = new Map<string, Awaited<ReturnType<Exchange["forward"]>>>();
  return async ({ request, forward, response }) => {
    const key = `${request.method} ${request.url}`;
    const answer = (request.method === "GET" && kept.get(key)) || (await forward());
    if (answer.status === 403) kept.set(key, answer);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };
}

type Row = readonly [fault: string, how: Fault];

describe("between the suite and a deployment", () => {
  let sound: Deployed;
  let broken: Deployed;
  let whole: readonly string[];
  let failing: readonly string[];
  // In milliseconds: how far AWS's clock is from this machine's.
  let skew = 0;
  const now = () => new Date(Date.now() + skew);
  beforeAll(async () => {
    const [one, two] = await Promise.all([startLoopback({ now }), startLoopback({ now })]);
    sound = { ...(await seed(one)), loopback: one };
    const seeded = await seed(two);
    const { outputs } = await brokerPolicy(() => [allow("*")])({ ...seeded, accountId: two.accountId });
    const sessionPolicy = policyOf(allow("*"));
    broken = { ...seeded, outputs: { ...seeded.outputs, ...outputs }, sessionPolicy, loopback: two };
    [whole, failing] = [await verdicts(sound, asItIs), await verdicts(broken, asItIs)];
  });
  afterAll(() => Promise.all([sound.loopback.close(), broken.loopback.close()]));

  test("a sound network tells the sound deployment from the broken one", () => {
    expect(new Set(whole)).toEqual(new Set(["pass"]));
    expect(failing.filter((verdict) => verdict === "fail")).toHaveLength(4);
  });

  const patient = { timeout: 120_000 };
  const deaf: readonly Row[] = [
    ["every connection reset", reset],
    ["every answer cut in half and framed again", cutAndFramedAgain],
    ["a proxy that refuses in HTML", blocked],
    [
      "a page to sign in, with a request id",
      always(200, "text/html", "<html><body>Sign in</body></html>", ID),
    ],
    [
      "a 403 of S3's that is not about permission",
      always(403, "application/xml", S3_ERROR("AccessDenied", "Access Denied"), ID),
    ],
    ["a proxy that takes the signature off", unsigned],
  ];
  const moreDeaf: readonly Row[] = [
    // The SDK's adaptive mode takes its time.
    ["every call throttled", throttled],
    ["every answer cut in half", cut],
    ["a gateway that refuses in JSON", always(403, "application/json", '{"message":"Forbidden"}', ID)],
    ["nothing with a request id", always(200, "application/octet-stream", "", ID)],
    ["a proxy that wants a password", always(407, "text/html", "<html><body>Who?</body></html>")],
    ["a page to sign in, to go to", always(302, "text/html", "", { location: "http://127.0.0.1:9/login" })],
    [
      "a 403 of STS's that is not about permission",
      always(
        403,
        "text/xml",
        QUERY_ERROR("RegionDisabledException", "STS is not activated in this region"),
        ID,
      ),
    ],
    ["a proxy that asks in another host's name", otherHost],
  ];
  test.concurrent.for([...deaf, ...inFull(moreDeaf)])(
    "nothing is learnt through %s",
    patient,
    async ([, fault]) => {
      expect(new Set(await verdicts(sound, fault))).toEqual(new Set(["inconclusive"]));
    },
  );

  const unsteady: readonly Row[] = [
    ["50 % of connections reset", sometimes(0.5, reset)],
    ["a proxy that keeps denials", keepingDenials()],
  ];
  const moreUnsteady: readonly Row[] = [
    ["30 % of answers cut in half and framed again", sometimes(0.3, cutAndFramedAgain)],
    ["10 % of calls throttled", sometimes(0.1, throttled)],
    ["50 % of calls throttled", sometimes(0.5, throttled)],
    ["10 % of connections reset", sometimes(0.1, reset)],
    ["30 % of answers cut in half", sometimes(0.3, cut)],
    ["30 % of calls refused by a proxy in HTML", sometimes(0.3, blocked)],
    ["30 % of calls without their signature", sometimes(0.3, unsigned)],
    ["answers without request ids", withoutIds],
  ];
  test.concurrent.for([...unsteady, ...inFull(moreUnsteady)])(
    "no verdict turns with %s",
    patient,
    async ([, fault]) => noVerdictTurns(fault),
  );

  test.for<readonly [string, number]>([["ahead", 3_600_000], ...inFull([["behind", -3_600_000] as const])])(
    "no verdict turns with AWS's clock an hour %s",
    async ([, milliseconds]) => {
      skew = milliseconds;
      await noVerdictTurns(asItIs).finally(() => {
        skew = 0;
      });
    },
  );

  test("a session that IAM does not know is not denied if GetCallerIdentity names somebody else", async () => {
    const another =
      "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/another</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>";
    const mistaken: Fault = (exchange) =>
      (exchange.body.includes("Action=GetCallerIdentity") ? always(200, "text/xml", another, ID) : asItIs)(
        exchange,
      );
    const row = third.findIndex(({ by, action }) => by === "principal" && action === "iam:ListUsers");
    expect([whole[row], (await verdicts(sound, mistaken))[row]]).toEqual(["pass", "inconclusive"]);
  });

  test("answers that come late and in another order change nothing", async () => {
    const late: Fault = async (exchange) => {
      await setTimeout(exchange.random() * 30);
      await asItIs(exchange);
    };
    expect(await verdicts(sound, late)).toEqual(whole);
  });

  const silent: Fault = () => {};
  test.for(inFull<Row>([["come after the time limit", silent]]))(
    "nothing is learnt from answers that %s",
    { timeout: 180_000 },
    async ([, fault]) => {
      expect(new Set(await verdicts(sound, fault))).toEqual(new Set(["inconclusive"]));
    },
  );

  async function noVerdictTurns(fault: Fault): Promise<void> {
    for (const [deployed, verdict] of [
      [sound, whole],
      [broken, failing],
    ] as const) {
      const seen = await verdicts(deployed, fault);
      expect(seen).toEqual(
        verdict.map((known, row) => (seen[row] === "inconclusive" ? "inconclusive" : known)),
      );
    }
  }
});

test("a run that is ended while no answer comes does not wait for one", async () => {
  const ending = new AbortController();
  server = createServer(() => ending.abort());
  await new Promise<void>((listening) => server?.listen(0, "127.0.0.1", listening));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const operator = { accessKeyId: "AKIAOPERATOR", secretAccessKey: "hush" };
  const { rows, exitCode } = await runSmoke(readTarget(outputs, { endpoint, operator }), {
    signal: ending.signal,
  });
  expect(exitCode).toBe(2);
  expect(rows.filter(({ finding }) => finding === "nothing learnt")).toContainEqual(
    expect.objectContaining({
      ...{ principal: "operator", action: "s3:GetBucketPolicy", verdict: "inconclusive" },
      explanation: "The run ended before it was compared with the stack outputs.",
    }),
  );
  expect(closingLine(rows)).toBe(
    "61 promises: 10 hold, 0 broken, 51 inconclusive; not compared with the stack outputs: 6",
  );
});
