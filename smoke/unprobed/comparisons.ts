// What the operator reads and compares with the stack outputs: one row for each document or list.
import * as iam from "@aws-sdk/client-iam";
import { GetBucketEncryptionCommand, GetBucketPolicyCommand } from "@aws-sdk/client-s3";
import { sameDocument } from "../../policy/language/same-document.ts";
import { readFailure } from "../calls/aws-failure.ts";
import type { Clients } from "../calls/clients.ts";
import type { BucketTarget, Target } from "../deployment/target.ts";
import { capital } from "../results/judgement.ts";

export interface Comparison {
  /** The action that the operator needs. */
  readonly action: string;
  readonly resource: string;
  /** Undefined where nothing differs. Throws what the SDK throws. */
  differs(clients: Clients, target: Target): Promise<Difference | undefined>;
}

interface Difference {
  /** A sentence. */
  readonly says: string;
  readonly advice: readonly string[];
}

/** Everything of this deployment that can be compared. */
export function comparisons({ bucket, outsideBucket, broker, encryption }: Target): readonly Comparison[] {
  const buckets = [
    ["the bucket", bucket] as const,
    ...(outsideBucket === undefined ? [] : [["the outside bucket", outsideBucket] as const]),
  ];
  return [
    ...buckets.map(([resource, one]) => ofBucket(resource, one)),
    ...(encryption === undefined
      ? []
      : buckets.map(([resource, { name }]) => ofEncryption(resource, name, encryption))),
    brokerPolicy,
    ...(broker.boundaryArn === undefined ? [] : [boundary]),
    ...nothingElse,
  ];
}

const ofBucket = (resource: string, { name, policy }: BucketTarget): Comparison => ({
  action: "s3:GetBucketPolicy",
  resource,
  async differs({ s3 }) {
    const deployed = await s3
      .send(new GetBucketPolicyCommand({ Bucket: name }))
      .then(({ Policy }) => Policy, orUndefined("NoSuchBucketPolicy"));
    return difference(`the policy of ${resource}`, policy, deployed);
  },
});

/** The key of the default encryption; without a KMS key, the algorithm. */
const ofEncryption = (resource: string, Bucket: string, encryption: string): Comparison => ({
  action: "s3:GetEncryptionConfiguration",
  resource,
  async differs({ s3 }) {
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    const byDefault = ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
    const deployed = byDefault?.KMSMasterKeyID ?? byDefault?.SSEAlgorithm ?? "nothing";
    if (deployed === encryption) return undefined;
    return {
      says: `The default encryption of ${resource} is not what the stack outputs say.`,
      advice: [`The outputs say: ${encryption}`, `Deployed is: ${deployed}`],
    };
  },
});

const brokerPolicy: Comparison = {
  action: "iam:GetUserPolicy",
  resource: "the broker",
  async differs(clients, { broker: { userName, policyName, policy } }) {
    const command = new iam.GetUserPolicyCommand({ UserName: userName, PolicyName: policyName });
    const deployed = await clients.iam
      .send(command)
      .then(({ PolicyDocument }) => decodeURIComponent(PolicyDocument ?? ""), orUndefined("NoSuchEntity"));
    return difference(`the broker's policy "${policyName}"`, policy, deployed);
  },
};

const boundary: Comparison = {
  action: "iam:GetUser",
  resource: "the broker",
  async differs(clients, { broker: { userName, boundaryArn, boundary: document } }) {
    const { User } = await clients.iam.send(new iam.GetUserCommand({ UserName: userName }));
    const arn = User?.PermissionsBoundary?.PermissionsBoundaryArn;
    if (arn !== boundaryArn) return difference("the broker's permissions boundary", String(boundaryArn), arn);
    if (document === undefined) return undefined;
    const { Policy } = await clients.iam.send(new iam.GetPolicyCommand({ PolicyArn: arn }));
    const { PolicyVersion } = await clients.iam.send(
      new iam.GetPolicyVersionCommand({ PolicyArn: arn, VersionId: Policy?.DefaultVersionId }),
    );
    const deployed = decodeURIComponent(PolicyVersion?.Document ?? "");
    return difference("the broker's permissions boundary", document, deployed);
  },
};

// The stack gives the broker one inline policy and nothing else.
const nothingElse: readonly Comparison[] = [
  noMore("iam:ListUserPolicies", "inline policy", async (client, { userName: UserName, policyName }) => {
    const { PolicyNames = [] } = await client.send(new iam.ListUserPoliciesCommand({ UserName }));
    return PolicyNames.filter((name) => name !== policyName);
  }),
  noMore("iam:ListAttachedUserPolicies", "attached policy", async (client, { userName: UserName }) => {
    const { AttachedPolicies = [] } = await client.send(
      new iam.ListAttachedUserPoliciesCommand({ UserName }),
    );
    return AttachedPolicies.map(({ PolicyArn }) => String(PolicyArn));
  }),
  noMore("iam:ListGroupsForUser", "group", async (client, { userName: UserName }) => {
    const { Groups = [] } = await client.send(new iam.ListGroupsForUserCommand({ UserName }));
    return Groups.map(({ GroupName }) => String(GroupName));
  }),
];

function noMore(
  action: string,
  what: string,
  list: (client: iam.IAMClient, broker: Target["broker"]) => Promise<readonly string[]>,
): Comparison {
  return {
    action,
    resource: "the broker",
    async differs(clients, { broker }) {
      const [first, ...others] = await list(clients.iam, broker);
      if (first === undefined) return undefined;
      const names = [first, ...others].join(", ");
      return { says: `The broker has an ${what} that the stack did not give it: ${names}.`, advice: [] };
    },
  };
}

function difference(what: string, expected: string, deployed: string | undefined): Difference | undefined {
  if (deployed === undefined)
    return { says: `${capital(what)} is not deployed.`, advice: [`The outputs say: ${expected}`] };
  if (sameDocument(expected, deployed)) return undefined;
  return {
    says: `What is deployed as ${what} is not what the stack outputs say.`,
    advice: [`The outputs say: ${expected}`, `Deployed is: ${deployed}`],
  };
}

const orUndefined =
  (code: string) =>
  (thrown: unknown): undefined => {
    if (readFailure(thrown).code !== code) throw thrown;
  };
