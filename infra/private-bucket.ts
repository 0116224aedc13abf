// A component: a bucket that nothing outside its account's own policies can open.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { privateBucketPolicy } from "./policy-documents.ts";

/** What a private bucket can be given. */
export interface PrivateBucketArgs {
  /** The partition of the bucket's ARN: `aws`, `aws-cn` or `aws-us-gov`. */
  partition: pulumi.Input<string>;
  /** The bucket's name; without one, AWS's provider makes the component's name unique with a random suffix. */
  bucketName?: string | undefined;
  /** An object to put into the bucket, so that a listing has something to show. */
  canary?: { key: string; content: string };
}

/** No public access, no ACLs, encrypted, versioned, and denied to plain HTTP. */
export class PrivateBucket extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly bucketArn: pulumi.Output<string>;
  /** The bucket policy, as the JSON text that is deployed. */
  readonly policy: pulumi.Output<string>;

  constructor(name: string, args: PrivateBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("federation-broker:index:PrivateBucket", name, {}, opts);
    const { bucket, arn } = new aws.s3.Bucket(
      name,
      args.bucketName === undefined ? {} : { bucket: args.bucketName },
      { parent: this },
    );
    this.bucketName = bucket;
    this.bucketArn = arn;
    this.policy = pulumi
      .all([args.partition, bucket])
      .apply(([partition, bucketName]) => privateBucketPolicy({ partition, bucketName }));
    this.#closeToThePublic(name);
    const settings = this.#configure(name);
    if (args.canary !== undefined) {
      const { key, content } = args.canary;
      new aws.s3.BucketObjectv2(
        `${name}-canary`,
        { bucket, key, content, contentType: "text/plain" },
        { parent: this, dependsOn: settings },
      );
    }
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
    // S3 answers OperationAborted when both are put at once; and the block is to be there before any policy is.
    new aws.s3.BucketPolicy(
      `${name}-policy`,
      { bucket: this.bucketName, policy: this.policy },
      { parent: this, dependsOn: [publicAccessBlock] },
    );
  }

  /** The settings that an object takes over from its bucket when it is written. */
  #configure(name: string): pulumi.Resource[] {
    const bucket = this.bucketName;
    return [
      new aws.s3.BucketOwnershipControls(
        `${name}-ownership-controls`,
        { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
        { parent: this },
      ),
      new aws.s3.BucketServerSideEncryptionConfiguration(
        `${name}-encryption`,
        { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
        { parent: this },
      ),
      new aws.s3.BucketVersioning(
        `${name}-versioning`,
        { bucket, versioningConfiguration: { status: "Enabled" } },
        { parent: this },
      ),
    ];
  }
}
