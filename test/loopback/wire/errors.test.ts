// Error answers in both forms, letter by letter.
import { describe, expect } from "vitest";
import { AwsError } from "../../../loopback/aws-error.ts";
import { writeError } from "../../../loopback/wire/write-error.ts";
import { send, sendForm, sendSigned } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";
import { createUser } from "../seed.ts";

const request = { id: "4442587FB7D0A2F9", method: "GET" };

describe("an error", () => {
  it("of S3 has its details beside its message, and no namespace", () => {
    const error = new AwsError("NoSuchBucket", "The specified bucket does not exist", { BucketName: "b" });
    expect(writeError("s3", error, request)).toEqual({
      status: 404,
      headers: {
        "x-amz-request-id": "4442587FB7D0A2F9",
        "x-amz-id-2": "4442587FB7D0A2F9",
        "content-type": "application/xml",
      },
      body: '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message><BucketName>b</BucketName><RequestId>4442587FB7D0A2F9</RequestId><HostId>4442587FB7D0A2F9</HostId></Error>',
    });
  });

  it.each([
    ["sts", "https://sts.amazonaws.com/doc/2011-06-15/"],
    ["iam", "https://iam.amazonaws.com/doc/2010-05-08/"],
  ] as const)("of %s stands in an ErrorResponse", (service, namespace) => {
    const error = new AwsError("AccessDenied", "No.");
    expect(writeError(service, error, request)).toEqual({
      status: 403,
      headers: { "x-amzn-requestid": "4442587FB7D0A2F9", "content-type": "text/xml" },
      body: `<?xml version="1.0" encoding="UTF-8"?>\n<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>No.</Message></Error><RequestId>4442587FB7D0A2F9</RequestId></ErrorResponse>`,
    });
  });

  it("of the service itself is the receiver's", () => {
    const { status, body } = writeError("sts", new AwsError("InternalFailure", "Oh."), request);
    expect(status).toBe(500);
    expect(body).toContain("<Type>Receiver</Type>");
  });

  it.each(["s3", "sts"] as const)("of %s has no body for HEAD", (service) => {
    const error = new AwsError("AccessDenied", "Access Denied");
    expect(writeError(service, error, { ...request, method: "HEAD" }).body).toBe("");
  });

  it("writes what XML cannot hold as references, as S3 does", () => {
    const error = new AwsError("InvalidArgument", 'a<b>&"\r\n\t\u0000\u001b\u0085 é🐘');
    expect(writeError("s3", error, request).body).toContain(
      "<Message>a&lt;b&gt;&amp;&quot;&#xd;&#xa;&#x9;&#x0;&#x1b;&#x85; é🐘</Message>",
    );
  });
});

describe("on the wire", () => {
  it("what a sender wrote comes back escaped", async () => {
    const path = `/${encodeURIComponent('<x a="1">&')}/k`;
    const { status, body } = await sendSigned(sandbox, { path });
    expect(status).toBe(404);
    expect(body).toContain("<BucketName>&lt;x a=&quot;1&quot;&gt;&amp;</BucketName>");
  });

  it("every answer carries its request's id, and no two the same", async () => {
    const first = await send(sandbox.loopback.endpoint, {});
    const second = await send(sandbox.loopback.endpoint, {});
    expect(first.body).toContain(`<RequestId>${first.headers["x-amz-request-id"]}</RequestId>`);
    expect(first.headers["x-amz-id-2"]).toBeTypeOf("string");
    expect(second.headers["x-amz-request-id"]).not.toBe(first.headers["x-amz-request-id"]);
    const form = await sendForm(sandbox, "sts", "Action=GetCallerIdentity&Version=2011-06-15");
    expect(form.body).toContain(`<RequestId>${form.headers["x-amzn-requestid"]}</RequestId>`);
  });

  it("HEAD is answered without a body, missing or not", async () => {
    const missing = await sendSigned(sandbox, { method: "HEAD", path: "/missing" });
    expect(missing).toMatchObject({ status: 404, body: "", headers: { "content-length": "0" } });
    await sendSigned(sandbox, { method: "PUT", path: "/bucket" });
    await sendSigned(sandbox, { method: "PUT", path: "/bucket/key", body: "hello" });
    expect(await sendSigned(sandbox, { method: "HEAD", path: "/bucket/key" })).toMatchObject({
      ...{ status: 200, body: "", headers: { "content-length": "5" } },
    });
    const bucket = await sendSigned(sandbox, { method: "HEAD", path: "/bucket" });
    expect(bucket).toMatchObject({ status: 200, body: "", headers: { "x-amz-bucket-region": "us-east-1" } });
  });

  it("HEAD of a bucket gives its region also to callers without permission and to anonymous ones", async () => {
    const keys = await createUser(sandbox, "nobody");
    await sendSigned(sandbox, { method: "PUT", path: "/somewhere" });
    const told = { status: 403, body: "", headers: { "x-amz-bucket-region": "us-east-1" } };
    const head = { method: "HEAD", path: "/somewhere" };
    expect(await sendSigned(sandbox, head, { keys })).toMatchObject(told);
    expect(await send(sandbox.loopback.endpoint, head)).toMatchObject(told);
  });
});
