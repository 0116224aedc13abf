// The call that asks whether a principal may make a bucket is harmless because the bucket is there. Where it is gone,
// nobody makes it: neither the principal, who may, nor the control.
import { HeadBucketCommand } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { startLoopback } from "../../../loopback/start-loopback.ts";
import { readTarget } from "../../../smoke/deployment/target.ts";
import { allow, noBucket } from "../breaking.ts";
import { policyOf } from "../outputs.ts";
import { runThese } from "../run-rows.ts";
import { scopedStatements, seed } from "../seed.ts";

test.for(["with", "without"])("a bucket that is gone is made by nobody, %s an operator", async (which) => {
  const loopback = await startLoopback();
  try {
    const mayMake = policyOf(...scopedStatements(loopback.accountId), allow("s3:CreateBucket"));
    const { outputs, operator, s3, iam } = await seed(loopback, mayMake);
    await noBucket("seeded-inside")({ outputs, operator, s3, iam, accountId: loopback.accountId });
    const { endpoint } = loopback;
    const target = readTarget(outputs, { endpoint, ...(which === "with" && { operator }) });
    const [row] = await runThese(
      [{ principal: "broker", action: "s3:CreateBucket", resource: "the bucket", expect: "denied" }],
      target,
    );
    expect(row).toMatchObject({
      verdict: "inconclusive",
      finding: "nothing learnt",
      observation: {
        reason: "the call would make the bucket seeded-inside, which was not found to be there: NoSuchBucket",
      },
    });
    const asked = s3.send(new HeadBucketCommand({ Bucket: "seeded-inside" }));
    await expect(asked).rejects.toMatchObject({ name: "NotFound" });
  } finally {
    await loopback.close();
  }
});
