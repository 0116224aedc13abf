// A program for the engine's tests: what it makes is named by the environment variable STEP.
import * as aws from "@pulumi/aws";
import type { CustomResourceOptions } from "@pulumi/pulumi";

const step = process.env.STEP;

const document = (action: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
});
const respelled = `{ "Statement": {"Action": ["s3:GetObject"], "Resource": "*", "Effect": "Allow"},
  "Version": "2012-10-17" }`;

interface Story {
  bucket?: aws.s3.BucketArgs;
  bucketOptions?: CustomResourceOptions;
  user?: aws.iam.UserArgs;
  policy?: string;
  key?: aws.iam.AccessKeyArgs["status"];
}

const first: Story = {
  bucket: { forceDestroy: true, tags: { a: "1" } },
  user: { name: "u" },
  policy: JSON.stringify(document("s3:GetObject")),
};

const stories: Record<string, Story> = {
  first,
  respelled: { ...first, policy: respelled },
  changed: {
    ...first,
    bucket: { forceDestroy: true, tags: { a: "2" } },
    user: { name: "u", path: "/x/" },
    key: "Inactive",
  },
  ignored: {
    ...first,
    bucket: { forceDestroy: true, tags: { a: "3" } },
    bucketOptions: { ignoreChanges: ["tags"] },
  },
  replaced: { ...first, bucket: { bucket: "named", forceDestroy: true } },
  replacedAgain: { ...first, bucket: { bucket: "other", forceDestroy: true } },
};

function tell({ bucket, bucketOptions, user, policy, key }: Story) {
  const made = new aws.s3.Bucket("Box", bucket, bucketOptions);
  new aws.s3.BucketObjectv2("note", { bucket: made.bucket, content: "text", contentType: "text/plain" });
  const person = new aws.iam.User("person", user);
  new aws.iam.UserPolicy("rights", { user: person.name, policy: policy ?? "" });
  const { id, secret } = new aws.iam.AccessKey("key", { user: person.name, ...(key && { status: key }) });
  return { bucket: made.bucket, arn: made.arn, user: person.name, id, secret };
}

const others: Record<string, () => object> = {
  imported: () => ({ arn: new aws.iam.User("found", { name: "by-hand" }, { import: "by-hand" }).arn }),
  importedOtherwise: () => ({
    arn: new aws.iam.User("found", { name: "by-hand", path: "/x/" }, { import: "by-hand" }).arn,
  }),
  taken: () => ({ arn: new aws.iam.User("taken", { name: "by-hand" }).arn }),
  unknownProperty: () => ({ arn: new aws.s3.Bucket("b", { acl: "private" }).arn }),
  unknownType: () => ({ arn: new aws.sqs.Queue("q").arn }),
  nothing: () => ({}),
};

export default () => {
  const story = stories[step ?? ""];
  return story === undefined ? others[step ?? "nothing"]?.() : tell(story);
};
