// Buckets in every region of the partition, from one endpoint: where they are made, what they say of it, and what S3
// answers in another region. The cases of regions.json name the answers of AWS that they repeat.
import {
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketLoggingCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { beforeEach, describe, expect } from "vitest";
import { type Headers, send, sendSigned, signed } from "../../raw.ts";
import { refused } from "../../refused.ts";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";
import { createUser, putBucketPolicy } from "../../seed.ts";
import { presigned } from "../../signature/presign.ts";
import cases from "./regions.json" with { type: "json" };

let count = 0;
let Bucket: string;
beforeEach(() => {
  count += 1;
  Bucket = `bucket-${count}`;
});

/** S3's client in a region. */
function clientIn(region: string, options: object = {}): S3Client {
  const { loopback, root } = sandbox;
  return new S3Client({ endpoint: loopback.endpoint, region, credentials: root, maxAttempts: 1, ...options });
}

async function make(region: string, name = Bucket): Promise<S3Client> {
  const client = clientIn(region);
  const LocationConstraint = region as "eu-west-1";
  const constrained = region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint } };
  await client.send(new CreateBucketCommand({ Bucket: name, ...constrained }));
  return client;
}

function create(region: string, constraint?: string) {
  const body =
    constraint === undefined
      ? ""
      : `<CreateBucketConfiguration><LocationConstraint>${constraint}</LocationConstraint></CreateBucketConfiguration>`;
  return sendSigned(sandbox, { method: "PUT", path: `/${Bucket}`, body }, { region });
}

/** A request with the bucket in its host, or else in its path. */
function ask(region: string, key = "", { host, method = "GET" }: { host?: string; method?: string } = {}) {
  const named = host?.replace("BUCKET", Bucket);
  const path = host?.startsWith("BUCKET.") ? `/${key}` : `/${Bucket}${key === "" ? "" : `/${key}`}`;
  const headers: Headers = named === undefined ? [] : [["Host", named]];
  return sendToHost({ method, path, headers }, region);
}

function sendToHost(
  raw: { readonly method: string; readonly path: string; readonly headers: Headers },
  region: string,
) {
  const [, host] = raw.headers[0] ?? [];
  const { endpoint } = sandbox.loopback;
  if (host === undefined) return sendSigned(sandbox, raw, { region });
  const whole = signed(
    `http://${host}`,
    { ...raw, headers: [] },
    { keys: sandbox.root, service: "s3", region },
  );
  return send(endpoint, whole);
}

const withBucket = (text: string) => text.replaceAll("BUCKET", Bucket);

describe("CreateBucket", () => {
  it.each(cases.created)("from $from with the constraint $constraint makes a bucket in $in", async (row) => {
    const made = await create(row.from, row.constraint);
    expect(made).toMatchObject({ status: 200, headers: { location: withBucket(row.location) } });
    const client = clientIn(row.in);
    const { LocationConstraint } = await client.send(new GetBucketLocationCommand({ Bucket }));
    expect(LocationConstraint || undefined).toBe(row.told);
    expect(await client.send(new HeadBucketCommand({ Bucket }))).toMatchObject({ BucketRegion: row.in });
  });

  it.each(cases.refused)("from $from with the constraint $constraint is refused", async (row) => {
    const answer = await create(row.from, row.constraint);
    expect(answer).toMatchObject({ status: 400, code: row.code, message: row.message });
    if (row.element !== undefined) expect(answer.body).toContain(row.element);
    expect(await ask("us-east-1")).toMatchObject({ status: 404, code: "NoSuchBucket" });
  });

  it("denies who may not, before it reads the constraint", async () => {
    const keys = await createUser(sandbox, "nobody");
    const answer = await sendSigned(
      sandbox,
      { method: "PUT", path: `/${Bucket}` },
      { keys, region: "eu-west-1" },
    );
    expect(answer).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html, error BucketAlreadyOwnedByYou
  it("again succeeds in us-east-1 only, for a bucket that is there", async () => {
    const already = {
      ...{ status: 409, code: "BucketAlreadyOwnedByYou" },
      message: "Your previous request to create the named bucket succeeded and you already own it.",
    };
    expect(await create("us-east-1")).toMatchObject({ status: 200 });
    expect(await create("us-east-1")).toMatchObject({ status: 200 });
    expect(await create("us-east-1", "us-west-2")).toMatchObject(already);
    expect(await create("us-west-2", "us-west-2")).toMatchObject(already);
    Bucket = `${Bucket}-west`;
    expect(await create("us-west-2", "us-west-2")).toMatchObject({ status: 200 });
    expect(await create("us-west-2", "us-west-2")).toMatchObject(already);
    expect(await create("us-east-1")).toMatchObject(already);
    expect(await create("us-west-2")).toMatchObject({ code: "IllegalLocationConstraintException" });
  });
});

describe("a bucket of another region", () => {
  it.each(cases.elsewhere)(
    "in $bucket answers $status to a request to $host that is signed for $signed",
    async ({ bucket, signed: region, host, status, code, message, elements = "" }) => {
      await make(bucket);
      const given = host === undefined ? {} : { host };
      for (const key of ["", "key"]) {
        const answer = await ask(region, key, given);
        expect(answer).toMatchObject({ status, code, message });
        expect(answer.headers["x-amz-bucket-region"]).toBe(bucket);
        expect(answer.body).toContain(withBucket(elements));
        const head = await ask(region, key, { ...given, method: "HEAD" });
        expect(head).toMatchObject({ status, body: "" });
        expect(head.headers["x-amz-bucket-region"]).toBe(bucket);
      }
    },
  );

  it("is not named by an address of AWS, where the loopback's own address stands for all regions", async () => {
    await make("eu-west-1");
    const { host } = new URL(sandbox.loopback.endpoint);
    const { body } = await ask("us-east-1");
    expect(body).toContain(`<Endpoint>${host}</Endpoint><Bucket>${Bucket}</Bucket>`);
  });

  // https://github.com/boto/botocore/pull/380: a region asked from three others
  it("tells its location in every region", async () => {
    await make("eu-central-1");
    for (const region of ["us-east-1", "us-west-2", "ap-northeast-1", "af-south-1"]) {
      const { LocationConstraint } = await clientIn(region).send(new GetBucketLocationCommand({ Bucket }));
      expect(LocationConstraint).toBe("eu-central-1");
    }
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html: "In a bucket's home Region, calls to the
  // GetBucketLocation operation are governed by the bucket's policy. In other Regions, the bucket policy doesn't apply"
  it("tells its location by its policy in its own region alone", async () => {
    await make("eu-west-1");
    const keys = await createUser(sandbox, "locator");
    const Principal = { AWS: `arn:aws:iam::${sandbox.loopback.accountId}:user/locator` };
    const statement = { Action: "s3:GetBucketLocation", Resource: `arn:aws:s3:::${Bucket}`, Principal };
    await putBucketPolicy({ s3: clientIn("eu-west-1") }, Bucket, statement);
    const path = `/${Bucket}?location`;
    expect(await sendSigned(sandbox, { path }, { keys, region: "eu-west-1" })).toMatchObject({ status: 200 });
    expect(await sendSigned(sandbox, { path }, { keys })).toMatchObject({
      status: 403,
      code: "AccessDenied",
    });
  });

  it("redirects whoever may not read it, too", async () => {
    await make("eu-west-1");
    const keys = await createUser(sandbox, "stranger");
    const answer = await sendSigned(sandbox, { path: `/${Bucket}/key` }, { keys });
    expect(answer).toMatchObject({ status: 301, code: "PermanentRedirect" });
    const there = await sendSigned(sandbox, { path: `/${Bucket}/key` }, { keys, region: "eu-west-1" });
    expect(there).toMatchObject({ status: 403, code: "AccessDenied" });
  });

  it("refuses an unknown key before it redirects", async () => {
    await make("eu-west-1");
    const keys = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wrong" };
    const answer = await sendSigned(sandbox, { path: `/${Bucket}/key` }, { keys });
    expect(answer).toMatchObject({ status: 403, code: "InvalidAccessKeyId" });
  });

  it("redirects before a large body is sent", async () => {
    await make("eu-west-1");
    const before = sandbox.log.length;
    const body = Buffer.alloc(2 << 20);
    const answer = await sendSigned(sandbox, { method: "PUT", path: `/${Bucket}/key`, body });
    expect(answer).toMatchObject({ status: 301, code: "PermanentRedirect" });
    expect(answer.headers.connection).toBe("close");
    expect(sandbox.log.slice(before)).toMatchObject([{ operation: "s3:PutObject", status: 301 }]);
  });

  it("answers an anonymous request at the loopback's own address, and redirects one to another region's", async () => {
    await make("eu-west-1");
    const { endpoint } = sandbox.loopback;
    expect(await send(endpoint, { path: `/${Bucket}/key` })).toMatchObject({ status: 403 });
    const headers = [["Host", "s3.us-west-2.localhost"]] as const;
    const answer = await send(endpoint, { path: `/${Bucket}/key`, headers });
    expect(answer).toMatchObject({ status: 301, code: "PermanentRedirect" });
    expect(answer.body).toContain(`<Endpoint>${Bucket}.s3-eu-west-1.localhost</Endpoint>`);
  });

  it("can be the source of copies", async () => {
    const there = await make("eu-west-1");
    await there.send(new PutObjectCommand({ Bucket, Key: "key", Body: "text" }));
    const CopySource = `${Bucket}/key`;
    const target = { Bucket: `${Bucket}-target`, Key: "copy" };
    const here = await make("us-east-1", target.Bucket);
    await here.send(new CopyObjectCommand({ ...target, CopySource }));
    const { Body } = await here.send(new GetObjectCommand(target));
    expect(await Body?.transformToString()).toBe("text");
    const { UploadId } = await here.send(new CreateMultipartUploadCommand(target));
    const part = { ...target, CopySource, UploadId, PartNumber: 1 };
    expect(await here.send(new UploadPartCopyCommand(part))).toHaveProperty("CopyPartResult.ETag");
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshooting-server-access-logging.html; the element is as
  // localstack recorded it
  it("cannot take the logs of a bucket", async () => {
    const there = await make("eu-west-1");
    const TargetBucket = `${Bucket}-target`;
    await make("us-east-1", TargetBucket);
    const BucketLoggingStatus = { LoggingEnabled: { TargetBucket, TargetPrefix: "" } };
    await expect(
      there.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus })),
    ).rejects.toMatchObject({
      ...refused("CrossLocationLoggingProhibitted", 403, "Cross S3 location logging not allowed. "),
      TargetBucketLocation: "us-east-1",
    });
  });

  it("cannot be tagged through S3 Control of another region", async () => {
    await make("eu-west-1");
    const path = `/v20180820/tags/${encodeURIComponent(`arn:aws:s3:::${Bucket}`)}`;
    const headers = [["x-amz-account-id", sandbox.loopback.accountId]] as const;
    expect(await sendSigned(sandbox, { path, headers })).toMatchObject({ status: 301 });
    expect(await sendSigned(sandbox, { path, headers }, { region: "eu-west-1" })).toMatchObject({
      status: 200,
    });
  });
});

describe("the region that a request is signed for", () => {
  const wrong = (region: string, expected: string) => ({
    ...{ status: 400, code: "AuthorizationHeaderMalformed" },
    message: `The authorization header is malformed; the region '${region}' is wrong; expecting '${expected}'`,
  });

  // https://github.com/aws/aws-sdk-java/issues/1338 and 1451: AWS's global host with a bucket is the bucket's region
  it("must be the bucket's at AWS's global host, which leads there", async () => {
    await make("us-west-2");
    const answer = await ask("us-east-1", "key", { host: "BUCKET.s3.amazonaws.com" });
    expect(answer).toMatchObject(wrong("us-east-1", "us-west-2"));
    expect(answer.body).toContain("<Region>us-west-2</Region>");
    expect(answer.headers["x-amz-bucket-region"]).toBe("us-west-2");
    expect(await ask("us-west-2", "", { host: "BUCKET.s3.amazonaws.com" })).toMatchObject({ status: 200 });
  });

  // https://github.com/aws/aws-sdk-cpp/issues/1339
  it("must be the one that the host names", async () => {
    await make("us-west-2");
    const answer = await ask("us-east-1", "", { host: "s3-us-west-2.amazonaws.com" });
    expect(answer).toMatchObject(wrong("us-east-1", "us-west-2"));
    for (const host of [
      ...["s3-us-west-2.amazonaws.com", "s3.us-west-2.amazonaws.com", "s3.us-west-2.localhost:4566"],
      ...["BUCKET.s3.us-west-2.amazonaws.com", "BUCKET.s3.dualstack.us-west-2.amazonaws.com"],
    ])
      expect(await ask("us-west-2", "", { host })).toMatchObject({ status: 200 });
  });

  it("must be us-east-1 at AWS's global host without a bucket", async () => {
    const answer = await ask("us-west-2", "", { host: "s3.amazonaws.com" });
    expect(answer).toMatchObject(wrong("us-west-2", "us-east-1"));
  });

  it.each(["mars-north-1", "aws-global", "us-gov-west-1", "cn-north-1"])(
    "must be one of the partition, not %s",
    async (region) => {
      await make("eu-west-1");
      expect(await ask(region)).toMatchObject(wrong(region, "eu-west-1"));
      expect(await sendSigned(sandbox, { path: "/" }, { region })).toMatchObject(wrong(region, "us-east-1"));
    },
  );

  it("is the one that a presigned URL names", async () => {
    const there = await make("eu-west-1");
    await there.send(new PutObjectCommand({ Bucket, Key: "key", Body: "text" }));
    const { endpoint } = sandbox.loopback;
    const { host } = new URL(endpoint);
    const url = (region: string) => presigned({ keys: sandbox.root, host, path: `/${Bucket}/key`, region });
    expect(await send(endpoint, { path: url("eu-west-1") })).toMatchObject({ status: 200, body: "text" });
    expect(await send(endpoint, { path: url("us-east-1") })).toMatchObject({ status: 301 });
    expect(await send(endpoint, { path: url("mars-north-1") })).toMatchObject({
      ...{ status: 400, code: "AuthorizationQueryParametersError" },
      message:
        "Error parsing the X-Amz-Credential parameter; the region 'mars-north-1' is wrong; expecting 'eu-west-1'",
    });
  });

  it("is aws:RequestedRegion", async () => {
    const Condition = { StringEquals: { "aws:RequestedRegion": "eu-west-1" } };
    const keys = await createUser(sandbox, "european", [{ Action: "s3:*", Condition }]);
    await make("eu-west-1");
    const path = `/${Bucket}`;
    expect(await sendSigned(sandbox, { path }, { keys, region: "eu-west-1" })).toMatchObject({ status: 200 });
    for (const [region, status] of [
      ["eu-west-1", 200],
      ["us-east-1", 403],
    ] as const)
      expect(await sendSigned(sandbox, { path: "/" }, { keys, region })).toMatchObject({ status });
  });
});

describe("HeadBucket", () => {
  it("tells the bucket's region whatever else it answers", async () => {
    await make("eu-west-1");
    const head = async (signing: object) => {
      const { status, headers } = await sendSigned(sandbox, { method: "HEAD", path: `/${Bucket}` }, signing);
      return [status, headers["x-amz-bucket-region"]];
    };
    const keys = await createUser(sandbox, "header");
    expect(await head({ region: "eu-west-1" })).toEqual([200, "eu-west-1"]);
    expect(await head({ region: "us-east-1" })).toEqual([301, "eu-west-1"]);
    expect(await head({ region: "eu-west-1", keys })).toEqual([403, "eu-west-1"]);
    expect(await head({ region: "mars-north-1" })).toEqual([400, "eu-west-1"]);
    const wrong = { ...sandbox.root, secretAccessKey: "wrong" };
    expect(await head({ region: "eu-west-1", keys: wrong })).toEqual([403, "eu-west-1"]);
    const { headers } = await send(sandbox.loopback.endpoint, { method: "HEAD", path: `/${Bucket}` });
    expect(headers["x-amz-bucket-region"]).toBe("eu-west-1");
    const missing = await sendSigned(sandbox, { method: "HEAD", path: "/missing-bucket" });
    expect(missing.headers).not.toHaveProperty("x-amz-bucket-region");
  });
});

describe("a client that follows redirects to other regions", () => {
  it.each(["eu-west-1", "me-south-1"])("works on a bucket in %s", async (region) => {
    await make(region);
    const client = clientIn("us-east-1", { followRegionRedirects: true });
    await client.send(new PutObjectCommand({ Bucket, Key: "key", Body: "text" }));
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: "key" }));
    expect(await Body?.transformToString()).toBe("text");
    expect(await client.send(new HeadBucketCommand({ Bucket }))).toMatchObject({ BucketRegion: region });
    expect(await client.send(new ListObjectsV2Command({ Bucket }))).toMatchObject({ KeyCount: 1 });
  });

  it("does not work without that option", async () => {
    await make("eu-west-1");
    await expect(
      clientIn("us-east-1").send(new HeadObjectCommand({ Bucket, Key: "key" })),
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 301 } });
  });
});

describe("ListBuckets", () => {
  const names = async (region: string, input: object) => {
    const { Buckets = [], ...rest } = await clientIn(region).send(new ListBucketsCommand(input));
    return { rest, buckets: Buckets.map(({ Name, BucketRegion }) => [Name, BucketRegion]) };
  };

  it("lists all regions from each, and one region by its name", async () => {
    const own = Bucket;
    for (const [place, region] of [
      ["a", "us-east-1"],
      ["b", "eu-west-1"],
      ["c", "eu-west-1"],
      ["d", "eu-west-1"],
    ] as const)
      await make(region, `${own}-${place}`);
    const Prefix = `${own}-`;
    const all = [
      [`${own}-a`, "us-east-1"],
      [`${own}-b`, "eu-west-1"],
      [`${own}-c`, "eu-west-1"],
      [`${own}-d`, "eu-west-1"],
    ];
    expect((await names("us-east-1", { Prefix })).buckets).toEqual(all);
    expect((await names("ap-south-1", { Prefix })).buckets).toEqual(all);
    const input = { Prefix, BucketRegion: "eu-west-1", MaxBuckets: 2 };
    const first = await names("eu-west-1", input);
    expect(first.buckets).toEqual(all.slice(1, 3));
    const { ContinuationToken } = first.rest;
    const second = await names("eu-west-1", { ...input, ContinuationToken });
    expect(second.buckets).toEqual(all.slice(3));
    expect(second.rest).not.toHaveProperty("ContinuationToken");
    expect((await names("us-east-1", { ...input, BucketRegion: "us-east-1" })).buckets).toEqual(
      all.slice(0, 1),
    );
  });

  // https://github.com/versity/versitygw/issues/1923 shows S3's answer
  it("refuses a region that does not exist", async () => {
    const answer = await sendSigned(sandbox, { path: "/?bucket-region=abc" });
    expect(answer).toMatchObject({
      ...{ status: 400, code: "InvalidArgument", message: "Argument value abc is not a valid AWS Region" },
      body: expect.stringContaining("<ArgumentName>bucket-region</ArgumentName><RequestId>"),
    });
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html, bucket-region
  it("refuses a region that is not the request's", async () => {
    await expect(names("us-east-1", { BucketRegion: "eu-west-1" })).rejects.toMatchObject({
      name: "InvalidArgument",
      message:
        "Requests made to a Regional endpoint that is different from the bucket-region parameter are not supported.",
    });
  });
});

it("a bucket of another region is deleted in it", async () => {
  const there = await make("eu-west-1");
  await there.send(new DeleteBucketCommand({ Bucket }));
  expect(await ask("us-east-1")).toMatchObject({ status: 404, code: "NoSuchBucket" });
});
