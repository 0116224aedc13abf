// Whom a bucket's policy lets in although it names nobody: an Allow for everyone, narrowed by a Deny.
import { describe, expect, it } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { readTarget } from "../../../smoke/deployment/target.ts";
import { type Promised, promises } from "../../../smoke/promises.ts";
import { predictPromises } from "../../../smoke/unprobed/predict-promises.ts";
import { outputs, policyOf } from "../outputs.ts";
import { allow, bucketSays, deny } from "./hidden-rights.ts";

const catalogue = await openCatalogue();
const now = new Date("2026-11-22T09:00:00Z");
const HOME = "111122223333";
const OTHER = "999988887777";
const ACL = "s3:GetObjectAcl";
const KEYS = "arn:aws:s3:::inside/*";
const OUTSIDE_KEYS = "arn:aws:s3:::outside/*";
const session = (name: string) => `arn:aws:sts::${HOME}:federated-user/${name}`;

/** What is wrong with a deployment, and whom the sentence names. */
async function faults(changed: object, more: readonly Promised[] = []): Promise<readonly string[]> {
  const target = readTarget({ ...outputs, ...changed });
  const { rows } = await predictPromises(target, { catalogue, now, promises: [...promises, ...more] });
  return rows.flatMap(({ verdict, principal, action, resource, explanation }) =>
    verdict === "pass" ? [] : [`${verdict}: ${principal} ${action} ${resource}: ${explanation}`],
  );
}

const says = (...statements: readonly object[]) => {
  const { Statement } = JSON.parse(outputs.bucketPolicy) as { Statement: readonly object[] };
  return { bucketPolicy: policyOf(...Statement, ...statements) };
};
const to = (Principal: unknown, statement: object) => ({ ...statement, Principal });
const everyone = to("*", allow(ACL, KEYS));
const but = (operator: string, key: string, value: unknown) =>
  to("*", deny(ACL, KEYS, { [operator]: { [key]: value } }));
const butNot = (NotPrincipal: unknown) => ({ ...deny(ACL, KEYS), NotPrincipal });
const eve = `arn:aws:iam::${OTHER}:user/eve`;

describe("an outsider whom a Deny leaves of everyone", () => {
  // biome-ignore format: a policy a row
  it.each<[string, object, RegExp]>([
    ["one account", says(everyone, but("StringNotEquals", "aws:PrincipalAccount", OTHER)), /someone-else of account \d+ may call/],
    ["one user of another account", says(everyone, butNot({ AWS: [OTHER, eve] })), /account 999988887777/],
    ["every account but this one", says(everyone, but("StringEquals", "aws:PrincipalAccount", [HOME, "anonymous"])), /someone-else of account \d+ may call/],
    ["every service", says(everyone, but("BoolIfExists", "aws:PrincipalIsAWSService", "false")), /service .* may call/i],
    ["everyone as AWS writes it", says(to({ AWS: "*" }, allow(ACL, KEYS)), but("StringNotEquals", "aws:PrincipalAccount", OTHER)), /someone-else of account \d+ may call/],
    ["another role of this account", says(everyone, but("ArnNotLike", "aws:PrincipalArn", `arn:aws:iam::${HOME}:role/eve`)), /account 111122223333/],
  ])("is found: %s", async (_, changed, who) => {
    const found = await faults(changed);
    expect(found).toContainEqual(expect.stringMatching(/^fail: strangers s3:GetObjectAcl arn:aws:s3:::inside\/\S*: /));
    expect(found).toContainEqual(expect.stringMatching(who));
    expect(found.filter((fault) => fault.startsWith("inconclusive"))).toEqual([]);
  });

  it("is found in the outside bucket, too", async () => {
    const { Statement } = JSON.parse(outputs.outsideBucketPolicy) as { Statement: readonly object[] };
    const narrowed = deny(ACL, OUTSIDE_KEYS, { StringNotEquals: { "aws:PrincipalAccount": OTHER } });
    const outsideBucketPolicy = policyOf(...Statement, to("*", allow(ACL, OUTSIDE_KEYS)), to("*", narrowed));
    expect(await faults({ outsideBucketPolicy })).toEqual([
      expect.stringMatching(/^fail: strangers s3:GetObjectAcl arn:aws:s3:::outside\/\S*: /),
    ]);
  });
});

describe("nobody is let in who is not promised it", () => {
  const listing = allow("s3:ListBucket", outputs.bucketArn);
  const callers = [session("User1"), session("AllOfS3"), outputs.brokerUserArn];

  // biome-ignore format: a policy a row
  it.each<[string, object, (readonly Promised[])?]>([
    ["by a Deny of other accounts", says(to("*", deny("s3:*", "*", { StringNotEquals: { "aws:PrincipalAccount": HOME } })))],
    ["by a grant to the account, which its own policies decide", bucketSays({ AWS: HOME }, allow("s3:*", [KEYS, outputs.bucketArn]))],
    ["by a grant to the broker of what it may", bucketSays({ AWS: outputs.brokerUserArn }, listing)],
    ["by a grant to a session of what it is promised", bucketSays({ AWS: session("User1") }, listing), [{ principal: "Granted", action: "s3:ListBucket", resource: "the bucket", expect: "allowed" }]],
    ["by an Allow for everyone whom a Deny leaves the deployment's own sessions", says(to("*", listing), to("*", deny("s3:ListBucket", outputs.bucketArn, { StringNotEquals: { "aws:PrincipalArn": callers } })))],
    ["by an Allow for everyone that a Deny takes back", says(everyone, to("*", deny(ACL, KEYS)))],
  ])("%s", async (_, changed, more = []) => {
    expect(await faults(changed, more)).toEqual([]);
  });
});
