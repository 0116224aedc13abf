// The guides' story, with the AWS SDK for JavaScript: get or create a user, attach the broker's policy, make a key,
// federate User1 (7200 s, then 3600 s), list the bucket as `key => etag`, be refused the rest, list with GetSessionToken,
// and the API reference's example of GetFederationToken. Every client in this folder prints the same lines.
import * as IAM from "@aws-sdk/client-iam";
import * as S3 from "@aws-sdk/client-s3";
import * as STS from "@aws-sdk/client-sts";

const { BUCKET = "", OTHER_BUCKET = "", STORY_USER = "", BROKER_POLICY = "" } = process.env;

/** Environment variables give the endpoint, the region and, where no keys are given, the keys. */
function configuration(keys?: STS.Credentials | IAM.AccessKey) {
  if (keys === undefined) return { maxAttempts: 1 };
  const { AccessKeyId = "", SecretAccessKey = "" } = keys;
  const sessionToken = "SessionToken" in keys ? keys.SessionToken : undefined;
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
  return { maxAttempts: 1, credentials: { ...credentials, ...(sessionToken && { sessionToken }) } };
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "allowed";
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

async function getOrCreateUser(iam: IAM.IAMClient): Promise<void> {
  try {
    await iam.send(new IAM.GetUserCommand({ UserName: STORY_USER }));
    console.log(`user ${STORY_USER}: exists`);
  } catch (error) {
    if (!(error instanceof IAM.NoSuchEntityException)) throw error;
    await iam.send(new IAM.CreateUserCommand({ UserName: STORY_USER }));
    await IAM.waitUntilUserExists({ client: iam, maxWaitTime: 10 }, { UserName: STORY_USER });
    console.log(`user ${STORY_USER}: created`);
  }
}

const secondsLeft = (credentials?: STS.Credentials): number =>
  Math.round(((credentials?.Expiration?.getTime() ?? 0) - Date.now()) / 60_000) * 60;

async function listBucket(s3: S3.S3Client): Promise<string[]> {
  const { Contents = [] } = await s3.send(new S3.ListObjectsV2Command({ Bucket: BUCKET, MaxKeys: 50 }));
  return Contents.map(({ Key, ETag }) => `${Key} => ${ETag}`);
}

const s3Of = (keys?: STS.Credentials): S3.S3Client => new S3.S3Client(configuration(keys));

const iam = new IAM.IAMClient(configuration());
await getOrCreateUser(iam);
await getOrCreateUser(iam);
const { Policy } = await iam.send(
  new IAM.CreatePolicyCommand({ PolicyName: `${STORY_USER}-broker`, PolicyDocument: BROKER_POLICY }),
);
await iam.send(new IAM.AttachUserPolicyCommand({ UserName: STORY_USER, PolicyArn: Policy?.Arn }));
const { AttachedPolicies = [] } = await iam.send(
  new IAM.ListAttachedUserPoliciesCommand({ UserName: STORY_USER }),
);
for (const { PolicyName } of AttachedPolicies) console.log(`policy ${PolicyName}: attached`);
const { AccessKey } = await iam.send(new IAM.CreateAccessKeyCommand({ UserName: STORY_USER }));

const sts = new STS.STSClient(configuration(AccessKey));
const { Arn } = await sts.send(new STS.GetCallerIdentityCommand({}));
console.log(`broker: ${Arn}`);
const listing = {
  Sid: "Stmt1",
  Effect: "Allow",
  Action: "s3:ListBucket",
  Resource: `arn:aws:s3:::${BUCKET}`,
};
const first = await sts.send(
  new STS.GetFederationTokenCommand({
    Name: "User1",
    DurationSeconds: 7200,
    Policy: JSON.stringify({ Statement: [listing] }),
  }),
);
console.log(`federated user: ${first.FederatedUser?.Arn}, ${secondsLeft(first.Credentials)} s`);
const s3 = s3Of(first.Credentials);
for (const line of await listBucket(s3)) console.log(`list: ${line}`);
const get = s3.send(new S3.GetObjectCommand({ Bucket: BUCKET, Key: "a.txt" }));
console.log(`get: ${await codeOf(get)}`);
const put = s3.send(new S3.PutObjectCommand({ Bucket: BUCKET, Key: "new.txt", Body: "new" }));
console.log(`put: ${await codeOf(put)}`);
console.log(`other bucket: ${await codeOf(s3.send(new S3.ListObjectsV2Command({ Bucket: OTHER_BUCKET })))}`);

const again = await sts.send(
  new STS.GetFederationTokenCommand({
    Name: "User1",
    DurationSeconds: 3600,
    Policy: JSON.stringify({ Statement: listing }),
  }),
);
const found = await listBucket(s3Of(again.Credentials));
console.log(`federated again: ${found.length} keys, ${secondsLeft(again.Credentials)} s`);

const { Credentials } = await sts.send(new STS.GetSessionTokenCommand({}));
console.log(`session token: ${(await listBucket(s3Of(Credentials))).length} keys`);
const users = new IAM.IAMClient(configuration(Credentials)).send(new IAM.ListUsersCommand({}));
console.log(`session token asks IAM: ${await codeOf(users)}`);

const buckets = { Sid: "Stmt1", Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" };
const example = await sts.send(
  new STS.GetFederationTokenCommand({
    Name: "testFedUserSession",
    DurationSeconds: 3600,
    Policy: JSON.stringify({ Version: "2012-10-17", Statement: [buckets] }),
    Tags: [
      { Key: "Project", Value: "Pegasus" },
      { Key: "Cost-Center", Value: "98765" },
    ],
  }),
);
const { Buckets = [] } = await s3Of(example.Credentials).send(new S3.ListBucketsCommand({}));
console.log(`${example.FederatedUser?.FederatedUserId}: ${Buckets.map(({ Name }) => Name).join(" ")}`);
