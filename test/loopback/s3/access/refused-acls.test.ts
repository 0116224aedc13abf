// Access control lists that S3 refuses, in headers and bodies. Recorded answers of AWS: localstack/localstack
// tests/aws/services/s3/test_s3.snapshot.json, test_s3_bucket_acl_exceptions and test_put_object_acl_on_delete_marker.
import * as s3 from "@aws-sdk/client-s3";
import { describe, expect } from "vitest";
import { refused } from "../../refused.ts";
import { testInSharedSandbox as it, sandbox } from "../../sandbox.ts";

const Bucket = "bucket";
const ObjectOwnership = "ObjectWriter";
it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new s3.CreateBucketCommand({ Bucket, ObjectOwnership }));
});

const put = (input: object) => sandbox.s3.send(new s3.PutBucketAclCommand({ Bucket, ...input }));
const ownerOf = async () => (await sandbox.s3.send(new s3.GetBucketAclCommand({ Bucket }))).Owner?.ID ?? "";

const invalid = (message: string, ArgumentName: string, ArgumentValue: string) => ({
  ...refused("InvalidArgument", 400, message),
  ...{ ArgumentName, ArgumentValue },
});

describe("in a header", () => {
  it.for([
    ["another kind of grantee", 'fakekey="1234"', "Argument format not recognized", "x-amz-grant-write"],
    ["an id that is none", 'id="wrongid"', "Invalid id", "id"],
    ["a group that does not exist", 'uri="http://acs.amazonaws.com/groups/s3/x"', "Invalid group uri", "uri"],
  ] as const)("%s is an invalid argument", async ([, GrantWrite, message, name]) => {
    const value = name === "x-amz-grant-write" ? GrantWrite : (GrantWrite.split('"')[1] ?? "");
    await expect(put({ GrantWrite })).rejects.toMatchObject(invalid(message, name, value));
  });
});

const malformed = refused(
  "MalformedACLError",
  400,
  "The XML you provided was not well-formed or did not validate against our published schema",
);

describe("in a body", () => {
  const grant = (Grantee: object, Permission = "WRITE") => ({ Grants: [{ Grantee, Permission }] });
  const group = { Type: "Group", URI: "http://acs.amazonaws.com/groups/s3/LogDelivery" };

  it.for<[string, object, object]>([
    ["a permission that does not exist", grant(group, "BAD"), malformed],
    ["a grantee of another type", grant({ ...group, Type: "BadType" }), malformed],
    [
      "a group that does not exist",
      grant({ ...group, URI: "http:/acs.example.com/groups/s3/x" }),
      invalid("Invalid group uri", "Group/URI", "http:/acs.example.com/groups/s3/x"),
    ],
    [
      "an id that is none",
      grant({ Type: "CanonicalUser", ID: "wrong" }),
      invalid("Invalid id", "CanonicalUser/ID", "wrong"),
    ],
  ])("%s is refused", async ([, grants, answer]) => {
    const AccessControlPolicy = { Owner: { ID: await ownerOf() }, ...grants };
    await expect(put({ AccessControlPolicy })).rejects.toMatchObject(answer);
  });

  it.for<[string, object, object]>([
    ["nothing", {}, malformed],
    ["grants without an owner", grant(group), malformed],
    [
      "an owner whose id is none",
      { Owner: { ID: "wrong" }, ...grant(group) },
      invalid("Invalid id", "CanonicalUser/ID", "wrong"),
    ],
  ])("%s is refused", async ([, AccessControlPolicy, answer]) => {
    await expect(put({ AccessControlPolicy })).rejects.toMatchObject(answer);
  });

  it.for([{ ACL: "private" }, { GrantRead: 'uri="http://acs.amazonaws.com/groups/global/AllUsers"' }])(
    "a list is content that a request with %j does not support",
    async (header) => {
      const AccessControlPolicy = { Owner: { ID: await ownerOf() }, Grants: [] };
      await expect(put({ ...header, AccessControlPolicy })).rejects.toMatchObject(
        refused("UnexpectedContent", 400, "This request does not support content"),
      );
    },
  );
});

it("PutObjectAcl of a deleted object is not allowed, where GetObjectAcl misses the key", async () => {
  const named = { Bucket: "versioned", Key: "key" };
  const VersioningConfiguration = { Status: "Enabled" } as const;
  await sandbox.s3.send(new s3.CreateBucketCommand({ Bucket: named.Bucket, ObjectOwnership }));
  await sandbox.s3.send(new s3.PutBucketVersioningCommand({ Bucket: named.Bucket, VersioningConfiguration }));
  await sandbox.s3.send(new s3.PutObjectCommand({ ...named, Body: "x" }));
  await sandbox.s3.send(new s3.DeleteObjectCommand(named));
  const write = new s3.PutObjectAclCommand({ ...named, ACL: "private" });
  await expect(sandbox.s3.send(write)).rejects.toMatchObject({
    ...refused("MethodNotAllowed", 405, "The specified method is not allowed against this resource."),
    ...{ Method: "PUT", ResourceType: "DeleteMarker" },
  });
  await expect(sandbox.s3.send(new s3.GetObjectAclCommand(named))).rejects.toMatchObject({
    ...refused("NoSuchKey", 404, "The specified key does not exist."),
  });
});
