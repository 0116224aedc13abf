// A component: the broker, an IAM user with one inline policy and one access key, and nothing else.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** What a broker is made of. */
export interface BrokerArgs {
  /** The user's name; without one, AWS's provider makes the component's name unique with a random suffix. */
  userName?: string | undefined;
  /** The user's path; begins and ends with a slash. */
  path: string;
  /** The inline policy, as JSON text: the most that any of the broker's federated users can do. */
  policy: pulumi.Input<string>;
}

/** An IAM user that federates: no console password, no group, no managed policy. */
export class Broker extends pulumi.ComponentResource {
  readonly userName: pulumi.Output<string>;
  readonly userArn: pulumi.Output<string>;
  readonly policyName: pulumi.Output<string>;
  /** The inline policy, as the JSON text that is deployed. */
  readonly policy: pulumi.Output<string>;
  readonly accessKeyId: pulumi.Output<string>;
  /** A secret: Pulumi encrypts it in the state and hides it in its output. */
  readonly secretAccessKey: pulumi.Output<string>;

  constructor(name: string, args: BrokerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("federation-broker:index:Broker", name, {}, opts);
    const user = new aws.iam.User(
      name,
      { path: args.path, ...(args.userName === undefined ? {} : { name: args.userName }) },
      { parent: this },
    );
    const policy = new aws.iam.UserPolicy(
      `${name}-policy`,
      { name: "federation", user: user.name, policy: args.policy },
      { parent: this },
    );
    // The key comes last, so that whoever holds it finds the broker complete.
    const key = new aws.iam.AccessKey(
      `${name}-key`,
      { user: user.name },
      { parent: this, dependsOn: [policy], additionalSecretOutputs: ["secret"] },
    );
    this.userName = user.name;
    this.userArn = user.arn;
    this.policyName = policy.name;
    this.policy = pulumi.output(args.policy);
    this.accessKeyId = key.id;
    this.secretAccessKey = pulumi.secret(key.secret);
    this.registerOutputs({
      userName: this.userName,
      userArn: this.userArn,
      policyName: this.policyName,
      policy: this.policy,
      accessKeyId: this.accessKeyId,
      secretAccessKey: this.secretAccessKey,
    });
  }
}
