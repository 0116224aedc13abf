// A component: the broker, an IAM user with one inline policy, a permissions boundary and its keys, and nothing else.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyArn } from "../policy/arn.ts";
import type { BrokerKey } from "./rotation.ts";

/** The properties of a broker. */
interface BrokerArgs {
  /** The user's name; without one, AWS's provider makes the component's name unique with a random suffix. */
  userName?: string | undefined;
  /** The path of the user and of its boundary; begins and ends with a slash. */
  path: string;
  tags: Readonly<Record<string, string>>;
  /** The inline policy, as JSON text: the most that any of the broker's federated users can do. */
  policy: pulumi.Input<string>;
  /** The permissions boundary: its document, as JSON text, or the ARN of a managed policy; without it, no boundary. */
  boundary?: { readonly document: string } | { readonly arn: string } | undefined;
  /** The keys, the current one first. */
  keys: readonly [BrokerKey, ...BrokerKey[]];
  /** Whether the user may be deleted, even with keys that somebody else gave it. */
  disposable: boolean;
  partition: pulumi.Output<string>;
  accountId: pulumi.Output<string>;
}

/** An IAM user that federates: no console password, no group, no managed policy except its boundary. */
export class Broker extends pulumi.ComponentResource {
  readonly userName: pulumi.Output<string>;
  readonly userArn: pulumi.Output<string>;
  readonly policyName: pulumi.Output<string>;
  /** The inline policy, as the JSON text that is deployed. */
  readonly policy: pulumi.Output<string>;
  readonly boundaryArn: pulumi.Output<string> | undefined;
  /** The current key. */
  readonly key: aws.iam.AccessKey;
  /** The previous key, while it exists. */
  readonly previousKey: aws.iam.AccessKey | undefined;

  constructor(name: string, args: BrokerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("federation-broker:index:Broker", name, {}, opts);
    const boundary = boundaryOf(name, args, this);
    const user = new aws.iam.User(
      name,
      {
        path: args.path,
        ...(args.userName !== undefined && { name: args.userName }),
        ...(Object.keys(args.tags).length > 0 && { tags: args.tags }),
        ...(boundary !== undefined && { permissionsBoundary: boundary.arn }),
        forceDestroy: args.disposable,
      },
      { parent: this, protect: !args.disposable, dependsOn: boundary?.madeHere ?? [] },
    );
    const policy = new aws.iam.UserPolicy(
      `${name}-policy`,
      { name: "federation", user: user.name, policy: args.policy },
      { parent: this },
    );
    const [current, previous] = args.keys;
    // Keys are made last, so that the broker is complete when a key exists.
    const keyOptions = { parent: this, dependsOn: [policy] };
    this.key = accessKey(name, user.name, current, keyOptions);
    this.previousKey = previous && accessKey(name, user.name, previous, keyOptions);
    this.userName = user.name;
    this.userArn = user.arn;
    this.policyName = policy.name;
    this.policy = pulumi.output(args.policy);
    this.boundaryArn = boundary?.arn;
    this.registerOutputs({
      userName: this.userName,
      userArn: this.userArn,
      policyName: this.policyName,
      policy: this.policy,
      boundaryArn: this.boundaryArn,
      accessKeyId: this.key.id,
    });
  }
}

/**
 * The boundary's ARN is built from its name, because the provider knows ARNs only after creation, and a broker's
 * boundary must be known at preview.
 */
function boundaryOf(name: string, { boundary, path, partition, accountId }: BrokerArgs, parent: Broker) {
  if (boundary === undefined) return undefined;
  if ("arn" in boundary) return { arn: pulumi.output(boundary.arn), madeHere: [] };
  const policy = new aws.iam.Policy(
    `${name}-boundary`,
    { path, description: "The most that a federation broker may do", policy: boundary.document },
    { parent },
  );
  const arn = pulumi
    .all([accountId, policy.name, partition])
    .apply(([accountId, policyName, partition]) => policyArn(accountId, path, policyName, partition));
  return { arn, madeHere: [policy] };
}

/** Every key is a separate resource, so that a second key does not replace the first. */
function accessKey(
  name: string,
  user: pulumi.Input<string>,
  { serial, status }: BrokerKey,
  opts: pulumi.CustomResourceOptions,
): aws.iam.AccessKey {
  return new aws.iam.AccessKey(
    `${name}-key-${serial}`,
    { user, status },
    {
      ...opts,
      additionalSecretOutputs: ["secret"],
      // Before keys were numbered, the only key had this name; without the alias it would be replaced.
      ...(serial === 1 && { aliases: [{ name: `${name}-key` }] }),
    },
  );
}
