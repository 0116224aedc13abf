// A component: a bucket that only policies of its own account can open.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { encryptionRule, expirationRule } from "./bucket-settings.ts";
import { type BucketRules, privateBucketPolicy } from "./policy-documents.ts";

/** The properties of a private bucket. */
interface PrivateBucketArgs {
  /** The partition of the bucket's ARN: `aws`, `aws-cn` or `aws-us-gov`. */
  partition: pulumi.Input<string>;
  /** The account that the bucket belongs to. */
  accountId: pulumi.Input<string>;
  /** The bucket's name; without one, AWS's provider makes the prefix unique with a random suffix. */
  bucketName?: string | undefined;
  /** What the bucket's name begins with if it has none; without one, the component's name. */
  bucketPrefix?: string | undefined;
  /** `AES256`, or the ARN of the KMS key that encrypts objects. */
  encryption: string;
  /** Whether S3 keeps overwritten and deleted objects, and for how many days; without a number, for ever. */
  versioning: boolean;
  noncurrentVersionDays?: number | undefined;
  /** The bucket that receives the access logs. */
  logBucket?: string | undefined;
  /** Whether the bucket may be deleted, with everything in it. */
  disposable: boolean;
  rules: BucketRules;
  /** An object to put into the bucket, so that a listing has something to show. */
  canary?: { key: string; content: string };
}

/** No public access, no ACLs, encrypted, and denied to plain HTTP. */
export class PrivateBucket extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;
  /** The bucket policy, as the JSON text that is deployed. */
  readonly policy: pulumi.Output<string>;

  constructor(name: string, args: PrivateBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("federation-broker:index:PrivateBucket", name, {}, opts);
    const { bucketName, bucketPrefix = name, disposable } = args;
    // The provider's random name begins with the resource's and is known at preview. A name from the property
    // bucketPrefix would not be known.
    const { bucket, arn } = new aws.s3.Bucket(
      bucketName === undefined ? bucketPrefix : name,
      { ...(bucketName !== undefined && { bucket: bucketName }), forceDestroy: disposable },
      { parent: this, protect: !disposable },
    );
    this.bucketName = bucket;
    this.bucketArn = arn;
    this.policy = pulumi
      .all([args.partition, bucket, args.accountId])
      .apply(([partition, bucketName, accountId]) =>
        privateBucketPolicy({ partition, bucketName, accountId }, args.rules),
      );
    this.#closeToThePublic(name);
    const settings = this.#configure(name, args);
    this.#putCanary(name, args, settings);
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn, policy: this.policy });
  }

  #closeToThePublic(name: string): void {
    const publicAccessBlock = new aws.s3.BucketPublicAccessBlock(
      `${name}-public-access-block`,
      {
        bucket: this.bucketName,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { parent: this },
    );
    // S3 answers OperationAborted when both are put at once, and the block must exist before any policy.
    new aws.s3.BucketPolicy(
      `${name}-policy`,
      { bucket: this.bucketName, policy: this.policy },
      { parent: this, dependsOn: [publicAccessBlock] },
    );
  }

  /** The settings that an object gets from its bucket when it is written. */
  #configure(name: string, args: PrivateBucketArgs): pulumi.Resource[] {
    const bucket = this.bucketName;
    const parent = { parent: this };
    const ownership = new aws.s3.BucketOwnershipControls(
      `${name}-ownership-controls`,
      { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      parent,
    );
    const encryption = new aws.s3.BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      { bucket, rules: [encryptionRule(args.encryption)] },
      parent,
    );
    if (args.logBucket !== undefined) this.#log(name, args.logBucket);
    if (!args.versioning) return [ownership, encryption];
    const versioning = new aws.s3.BucketVersioning(
      `${name}-versioning`,
      { bucket, versioningConfiguration: { status: "Enabled" } },
      parent,
    );
    if (args.noncurrentVersionDays !== undefined) {
      this.#expireVersions(name, args.noncurrentVersionDays, versioning);
    }
    return [ownership, encryption, versioning];
  }

  #log(name: string, logBucket: string): void {
    new aws.s3.BucketLogging(
      `${name}-logging`,
      {
        bucket: this.bucketName,
        targetBucket: logBucket,
        targetPrefix: pulumi.interpolate`${this.bucketName}/`,
      },
      { parent: this },
    );
  }

  #expireVersions(name: string, noncurrentDays: number, versioning: pulumi.Resource): void {
    new aws.s3.BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      { bucket: this.bucketName, rules: [expirationRule(noncurrentDays)] },
      { parent: this, dependsOn: [versioning] },
    );
  }

  #putCanary(name: string, { canary }: PrivateBucketArgs, settings: pulumi.Resource[]): void {
    if (canary === undefined) return;
    new aws.s3.BucketObjectv2(
      `${name}-canary`,
      { bucket: this.bucketName, key: canary.key, content: canary.content, contentType: "text/plain" },
      { parent: this, dependsOn: settings },
    );
  }
}
