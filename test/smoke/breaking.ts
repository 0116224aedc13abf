// Ways to break a deployment, and the gate that must see each: the shipped promises about the principals of AWS's
// guides, the comparison of what is deployed with the outputs, and the search for outsiders who are let in.
import * as iam from "@aws-sdk/client-iam";
import * as s3 from "@aws-sdk/client-s3";
import { startLoopback } from "../../loopback/start-loopback.ts";
import { hurriedBy } from "../../smoke/calls/patience.ts";
import { readTarget, type Target } from "../../smoke/deployment/target.ts";
import { compileDocuments } from "../../smoke/prediction/documents.ts";
import { count } from "../../smoke/results/count.ts";
import type { SmokeRow } from "../../smoke/results/row-result.ts";
import { compareDeployed } from "../../smoke/unprobed/compare-deployed.ts";
import { findExternalPrincipals } from "../../smoke/unprobed/external-principals.ts";
import { outputs, policyOf } from "./outputs.ts";
import { askedOf, faults, runRows } from "./run-rows.ts";
import { denyPlainHttp, type Seeded, scopedStatements, seed } from "./seed.ts";

export interface Deployment extends Seeded {
  readonly accountId: string;
}

/** What the suite gets about a broken deployment: outputs that changed with it, another session policy or operator. */
export interface Told {
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly sessionPolicy?: string;
  readonly operator?: Partial<Seeded["operator"]>;
}

export type Break = (deployment: Deployment) => Promise<Told> | Told;

type Statement = Readonly<Record<string, unknown>>;
type Statements = (accountId: string) => readonly Statement[];

export const INSIDE = "arn:aws:s3:::seeded-inside";
export const OUTSIDE = "arn:aws:s3:::seeded-outside";

export const allow = (Action: string | readonly string[], Resource: string | readonly string[] = "*") => ({
  ...{ Effect: "Allow", Action, Resource },
});
export const listing = allow("s3:ListBucket", INSIDE);
export const session = (name: string) => (accountId: string) =>
  `arn:aws:sts::${accountId}:federated-user/${name}`;
export const brokerArn = (accountId: string) => `arn:aws:iam::${accountId}:user/federation/broker`;
/** A condition that no call here meets. */
export const elsewhere = { Condition: { StringEquals: { "aws:RequestedRegion": "eu-central-1" } } };

/** `pulumi up` with another broker policy. */
export const brokerPolicy =
  (statements: Statements): Break =>
  async ({ iam: client, accountId }) => {
    const PolicyDocument = policyOf(...statements(accountId));
    const name = { UserName: "broker", PolicyName: "federation" };
    await client.send(new iam.PutUserPolicyCommand({ ...name, PolicyDocument }));
    return { outputs: { brokerPolicy: PolicyDocument } };
  };

/** The scoped policy and one statement more. */
export const brokerMay = (statement: Statement): Break =>
  brokerPolicy((accountId) => [...scopedStatements(accountId), statement]);

/** `pulumi up` with another policy of the bucket, which may be public. */
export const bucketPolicy =
  (statements: Statements): Break =>
  async ({ s3: client, accountId }) => {
    const Policy = policyOf(...statements(accountId));
    await client.send(new s3.DeletePublicAccessBlockCommand({ Bucket: "seeded-inside" }));
    await client.send(new s3.PutBucketPolicyCommand({ Bucket: "seeded-inside", Policy }));
    return { outputs: { bucketPolicy: Policy } };
  };

/** The program's bucket policy and one statement more, on the bucket and its objects or what else it says. */
export const bucketSays = (effect: "Allow" | "Deny", who: Principal, more: Statement): Break =>
  bucketPolicy((accountId) => [
    ...(denyPlainHttp(INSIDE) as readonly Statement[]),
    { Effect: effect, Principal: who(accountId), Resource: `${INSIDE}/*`, ...more },
  ]);

type Principal = (accountId: string) => string | Readonly<Record<string, string>>;
export const everyone: Principal = () => "*";
export const named =
  (arn: (accountId: string) => string): Principal =>
  (id) => ({ AWS: arn(id) });

/** The broker's statement that lets it federate this name. */
export const federating = (accountId: string, name = "*"): Statement =>
  allow("sts:GetFederationToken", `arn:aws:sts::${accountId}:federated-user/${name}`);

/** Holds while a condition stands that no call meets; then the condition is dropped. */
export const dropped =
  (statement: (condition: Statement) => Break): Break =>
  async (deployment) => {
    const held = await verdictOn(statement(elsewhere));
    if (held.exit !== 0) throw new Error(`with its condition it must hold: ${held.named.join("; ")}`);
    return statement({})(deployment);
  };

export const secondPolicy =
  (...statements: readonly Statement[]): Break =>
  async ({ iam: client }) => {
    const more = { UserName: "broker", PolicyName: "more", PolicyDocument: policyOf(...statements) };
    await client.send(new iam.PutUserPolicyCommand(more));
    return {};
  };

export const attached =
  (name: string): Break =>
  async ({ iam: client }) => {
    const PolicyArn = `arn:aws:iam::aws:policy/${name}`;
    await client.send(new iam.AttachUserPolicyCommand({ UserName: "broker", PolicyArn }));
    return {};
  };

export const inGroup =
  (...statements: readonly Statement[]): Break =>
  async ({ iam: client }) => {
    const GroupName = "more";
    const policy = { GroupName, PolicyName: "more", PolicyDocument: policyOf(...statements) };
    await client.send(new iam.CreateGroupCommand({ GroupName }));
    await client.send(new iam.PutGroupPolicyCommand(policy));
    await client.send(new iam.AddUserToGroupCommand({ GroupName, UserName: "broker" }));
    return {};
  };

export const sessionPolicy = (...statements: readonly Statement[]): Break => {
  return () => ({ sessionPolicy: policyOf(...statements) });
};

/** Does the same by hand, so that the outputs do not say it. */
export const byHand =
  (how: Break): Break =>
  async (deployment) => {
    const { outputs: _, ...told } = await how(deployment);
    return told;
  };

export const after =
  (...breaks: readonly Break[]): Break =>
  async (deployment) => {
    let all: Told = {};
    for (const one of breaks) {
      const told = await one(deployment);
      all = { ...all, ...told, outputs: { ...all.outputs, ...told.outputs } };
    }
    return all;
  };

/** Gives the broker a permissions boundary, as the program does. */
export const withBoundary: Break = async ({ iam: client, accountId }) => {
  const PolicyDocument = policyOf(allow(["s3:ListBucket", "sts:GetFederationToken*"]));
  const { Policy } = await client.send(
    new iam.CreatePolicyCommand({ PolicyName: "ceiling", PolicyDocument }),
  );
  const PermissionsBoundary = Policy?.Arn ?? `arn:aws:iam::${accountId}:policy/ceiling`;
  await client.send(new iam.PutUserPermissionsBoundaryCommand({ UserName: "broker", PermissionsBoundary }));
  return { outputs: { brokerBoundary: PolicyDocument, brokerBoundaryArn: PermissionsBoundary } };
};

export const withoutBoundary: Break = async ({ iam: client }) => {
  await client.send(new iam.DeleteUserPermissionsBoundaryCommand({ UserName: "broker" }));
  return {};
};

export const wideBoundary: Break = async ({ iam: client, accountId }) => {
  const PolicyArn = `arn:aws:iam::${accountId}:policy/ceiling`;
  const version = { PolicyArn, PolicyDocument: policyOf(allow("*")), SetAsDefault: true };
  await client.send(new iam.CreatePolicyVersionCommand(version));
  return {};
};

export const noBucketPolicy: Break = async ({ s3: client }) => {
  await client.send(new s3.DeleteBucketPolicyCommand({ Bucket: "seeded-inside" }));
  return {};
};

export const noCanary: Break = async ({ s3: client }) => {
  await client.send(new s3.DeleteObjectCommand({ Bucket: "seeded-inside", Key: "canary.txt" }));
  return {};
};

export const noBucket =
  (Bucket: string): Break =>
  async (deployment) => {
    if (Bucket === "seeded-inside") await noCanary(deployment);
    await deployment.s3.send(new s3.DeleteBucketPolicyCommand({ Bucket }));
    await deployment.s3.send(new s3.DeleteBucketCommand({ Bucket }));
    return {};
  };

export const keyRetired: Break = async ({ iam: client, outputs }) => {
  const key = { UserName: "broker", AccessKeyId: String(outputs.brokerAccessKeyId) };
  await client.send(new iam.UpdateAccessKeyCommand({ ...key, Status: "Inactive" }));
  return {};
};

export const keyDeleted: Break = async ({ iam: client, outputs }) => {
  const key = { UserName: "broker", AccessKeyId: String(outputs.brokerAccessKeyId) };
  await client.send(new iam.DeleteAccessKeyCommand(key));
  return {};
};

export const keyOfAnother: Break = async ({ iam: client, outputs }) => {
  const UserName = "another";
  const policy = { UserName, PolicyName: "federation", PolicyDocument: String(outputs.brokerPolicy) };
  await client.send(new iam.CreateUserCommand({ UserName }));
  await client.send(new iam.PutUserPolicyCommand(policy));
  const { AccessKey: key } = await client.send(new iam.CreateAccessKeyCommand({ UserName }));
  return {
    outputs: { brokerAccessKeyId: key?.AccessKeyId, brokerSecretAccessKey: key?.SecretAccessKey },
  };
};

const asked = new Set(["broker", "User1", "AllOfS3", "SessionToken", "nobody"]);
/** The promises that the faults are held against: those that every deployment is asked about. */
export const gate = askedOf(readTarget(outputs)).filter(({ principal }) => asked.has(principal));

/** Deploys, breaks, and gives the exit status and what is named. */
export async function verdictOn(how: Break): Promise<{ exit: number; named: readonly string[] }> {
  const loopback = await startLoopback();
  try {
    const seeded = await seed(loopback);
    const told = await how({ ...seeded, accountId: loopback.accountId });
    const operator = { ...seeded.operator, ...told.operator };
    const target = readTarget(
      { ...seeded.outputs, ...told.outputs },
      { endpoint: loopback.endpoint, operator },
    );
    const rows = await askGate(target, told.sessionPolicy);
    return { exit: count(rows).exitCode, named: faults(rows) };
  } finally {
    await loopback.close();
  }
}

async function askGate(target: Target, sessionPolicy: string | undefined): Promise<readonly SmokeRow[]> {
  const [rows, deployed] = await Promise.all([
    runRows(target, sessionPolicy, gate),
    compareDeployed(target, hurriedBy(undefined, 0)),
  ]);
  return [...rows, ...findExternalPrincipals(target, compileDocuments(target, undefined)), ...deployed.rows];
}
