// A network that loses or spoils the answer to a call that destroys: the call had its effect, and nobody knows it.
import { PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LogLine } from "../../../loopback/log-line.ts";
import { type Loopback, startLoopback } from "../../../loopback/start-loopback.ts";
import { readTarget } from "../../../smoke/deployment/target.ts";
import type { Promised } from "../../../smoke/promises.ts";
import { sayDamage } from "../../../smoke/rows/damage.ts";
import { runSmoke } from "../../../smoke/run-smoke.ts";
import { isLeftOut } from "../../in-full.ts";
import { allow, named, session } from "../breaking.ts";
import { type Exchange, openNetwork } from "../faulty-network.ts";
import { policyOf } from "../outputs.ts";
import { denyPlainHttp, seed } from "../seed.ts";

const INSIDE = "arn:aws:s3:::seeded-inside";

let loopback: Loopback;
let log: LogLine[];
beforeEach(async () => {
  log = [];
  loopback = await startLoopback({ log: (line) => log.push(line) });
});
afterEach(() => loopback.close());

const lost = ({ response }: Exchange): unknown => response.destroy();
const spoilt = ({ response }: Exchange): unknown =>
  response.writeHead(403, { "content-type": "text/html" }).end("<html><body>Blocked</body></html>");

/** Runs the promises through a network that does so once a call has deleted something. */
async function run(promises: readonly Promised[], spoil: (exchange: Exchange) => unknown) {
  const seeded = await seed(loopback);
  // The bucket's policy lets User1's session delete it, and the bucket.
  const grant = { ...allow(["s3:DeleteBucketPolicy", "s3:DeleteBucket"], INSIDE) };
  const Principal = named(session("User1"))(loopback.accountId);
  const Policy = policyOf(...denyPlainHttp(INSIDE), { ...grant, Principal });
  await seeded.s3.send(new PutBucketPolicyCommand({ Bucket: "seeded-inside", Policy }));
  log.length = 0;
  const { endpoint, close } = await openNetwork(loopback.endpoint, async (exchange) => {
    const { status, headers, body } = await exchange.forward();
    if (exchange.request.method === "DELETE" && status === 204) spoil(exchange);
    else exchange.response.writeHead(status, headers).end(body);
  });
  try {
    const outputs = { ...seeded.outputs, bucketPolicy: Policy, disposable: true };
    const target = readTarget(outputs, { endpoint, operator: seeded.operator });
    const { stack, rows } = await runSmoke(target, { promises, allowDestructive: true });
    return {
      rows: rows.map(({ verdict, explanation }) => `${verdict}: ${explanation}`),
      damage: sayDamage({ stack, rows }),
      destroyed: log
        .filter(({ operation }) => operation.startsWith("s3:Delete"))
        .map(
          ({ principal, operation, status }) => `${principal.split(/[:/]/).at(-1)} ${operation} ${status}`,
        ),
    };
  } finally {
    close();
  }
}

const promise = (principal: string, action: string, expected: Promised["expect"]): Promised => ({
  ...{ principal, action, resource: "the bucket", expect: expected },
});
const deleting = promise("User1", "s3:DeleteBucket", "allowed");
const nothingOf = (who: string): string =>
  `inconclusive: The policy of the bucket may be gone because the result of s3:DeleteBucketPolicy by ${who} in this run is unknown, so nothing can be learnt from this call.`;
const mayBeDamaged = expect.stringMatching(
  /^The stack seeded-inside \d+ us-east-1 may be damaged \(s3:DeleteBucketPolicy the bucket\): /,
);

test("a call whose answer is lost is not repeated, and what it may have taken away breaks no promise", async () => {
  const promises = [promise("User1", "s3:DeleteBucketPolicy", "allowed"), deleting];
  const { rows, damage, destroyed } = await run(promises, lost);
  expect(rows).toEqual([
    "inconclusive: The connection broke before an answer came (ECONNRESET socket hang up).",
    nothingOf("User1"),
  ]);
  expect(damage).toEqual([mayBeDamaged]);
  expect(destroyed).toEqual([...["NoPolicy s3:DeleteBucketPolicy 403", "User1 s3:DeleteBucketPolicy 204"]]);
});

const inFull = test.skipIf(isLeftOut("REQUIRE_ENGINE", "a control that a proxy answers"));
inFull("the same holds where the answer to a control is a proxy's page", async () => {
  const promises = [promise("broker", "s3:DeleteBucketPolicy", "denied"), deleting];
  const { rows, damage, destroyed } = await run(promises, spoilt);
  expect(rows).toEqual([
    expect.stringMatching(
      /^inconclusive: The operator must be allowed the same call .* such as a proxy, refused/,
    ),
    nothingOf("the operator"),
  ]);
  expect(damage).toEqual([mayBeDamaged]);
  expect(destroyed).toEqual(["broker s3:DeleteBucketPolicy 403", "root s3:DeleteBucketPolicy 204"]);
});
