// The outputs of a small deployment, as `pulumi stack output --json --show-secrets` prints them.

const denyingPlainHttp = (bucket: string) => ({
  Sid: "DenyPlainHttp",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});

/** The broker's policy of this deployment, as a value to build others from. */
export const brokerStatements = [
  { Sid: "ListTheBucket", Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::inside" },
  {
    Sid: "FederateUsers",
    Effect: "Allow",
    Action: "sts:GetFederationToken*",
    Resource: "arn:aws:sts::111122223333:federated-user/*",
  },
];

export const policyOf = (...statements: readonly unknown[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** The policy of the bucket inside, with more statements. */
export const bucketPolicyOf = (...statements: readonly unknown[]): string =>
  policyOf(denyingPlainHttp("inside"), ...statements);

export const outputs = {
  contractVersion: 1,
  partition: "aws",
  region: "eu-west-1",
  accountId: "111122223333",
  bucketName: "inside",
  bucketArn: "arn:aws:s3:::inside",
  bucketPolicy: bucketPolicyOf(),
  canaryKey: "canary.txt",
  outsideBucketName: "outside",
  outsideBucketArn: "arn:aws:s3:::outside",
  outsideBucketPolicy: policyOf(denyingPlainHttp("outside")),
  brokerUserName: "broker",
  brokerUserArn: "arn:aws:iam::111122223333:user/federation/broker",
  brokerPolicyName: "federation",
  brokerPolicy: policyOf(...brokerStatements),
  brokerAccessKeyId: "AKIABROKER",
  brokerSecretAccessKey: "broker-secret",
};
