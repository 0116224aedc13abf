// The project's own program with mistakes in it: one for each guardrail, and one whose document nobody knows yet.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import program from "../../../../infra/index.ts";
import { withSecretNames } from "../../../../infra/with-secret-names.ts";

const toEveryone = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" };
const allOfS3 = { Effect: "Allow", Action: "s3:*", Resource: "*" };
const document = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: statement });

export default async function broken() {
  const { secretOutputs: _, ...outputs } = await program();
  const bucket = new aws.s3.Bucket("unprotected", { forceDestroy: true });
  new aws.s3.BucketPolicy("public", { bucket: bucket.bucket, policy: document(toEveryone) });
  const user = pulumi.output(outputs.brokerUserName);
  new aws.iam.UserPolicy("too-much", { name: "too-much", user, policy: document(allOfS3) });
  new aws.iam.UserPolicy("unknown", {
    name: "unknown",
    user,
    policy: bucket.arn.apply((Resource) => document({ Effect: "Allow", Action: "s3:ListBucket", Resource })),
  });
  return withSecretNames({
    ...outputs,
    brokerSecretAccessKey: pulumi.unsecret(pulumi.output(outputs.brokerSecretAccessKey)),
  });
}
