// Which S3 operation a request is for, above all where many share one method and path.
import { describe, expect, it } from "vitest";
import { routeS3 } from "../../../loopback/wire/route-s3.ts";
import { wireRequest } from "./request.ts";

type Row = readonly [
  method: string,
  url: string,
  operation: string,
  headers?: Readonly<Record<string, string>>,
];

const rows: readonly Row[] = [
  ["GET", "/", "ListBuckets"],
  ["GET", "/?x-id=ListBuckets", "ListBuckets"],
  ["GET", "/b", "ListObjects"],
  ["GET", "/b/", "ListObjects"],
  ["GET", "/b?prefix=p&max-keys=1", "ListObjects"],
  ["GET", "/b?list-type=1", "ListObjects"],
  ["GET", "/b?list-type=2", "ListObjectsV2"],
  ["GET", "/b/?list-type=2&prefix=p", "ListObjectsV2"],
  ["GET", "/b?versions", "ListObjectVersions"],
  ["GET", "/b?uploads", "ListMultipartUploads"],
  ["GET", "/b?policy", "GetBucketPolicy"],
  ["GET", "/b?policy=", "GetBucketPolicy"],
  ["GET", "/b?policy=1", "GetBucketPolicy"],
  ["GET", "/b?policyStatus", "GetBucketPolicyStatus"],
  ["GET", "/b?acl", "GetBucketAcl"],
  ["GET", "/b?location", "GetBucketLocation"],
  ["GET", "/b?analytics", "ListBucketAnalyticsConfigurations"],
  ["GET", "/b?analytics&id=1", "GetBucketAnalyticsConfiguration"],
  ["GET", "/b?intelligent-tiering", "ListBucketIntelligentTieringConfigurations"],
  ["GET", "/b?intelligent-tiering&id=1", "GetBucketIntelligentTieringConfiguration"],
  ["GET", "/b?inventory", "ListBucketInventoryConfigurations"],
  ["GET", "/b?inventory&id=1", "GetBucketInventoryConfiguration"],
  ["GET", "/b?metrics", "ListBucketMetricsConfigurations"],
  ["GET", "/b?metrics&id=1", "GetBucketMetricsConfiguration"],
  ["GET", "/b?metrics&id=1&x-id=ListBucketMetricsConfigurations", "GetBucketMetricsConfiguration"],
  ["HEAD", "/b", "HeadBucket"],
  ["PUT", "/b", "CreateBucket"],
  ["PUT", "/b/", "CreateBucket"],
  ["PUT", "/b?policy", "PutBucketPolicy"],
  ["PUT", "/b?versioning", "PutBucketVersioning"],
  ["DELETE", "/b", "DeleteBucket"],
  ["DELETE", "/b?policy", "DeleteBucketPolicy"],
  ["DELETE", "/b?policy=anything", "DeleteBucketPolicy"],
  ["DELETE", "/b?x-id=DeleteBucket", "DeleteBucket"],
  ["POST", "/b?delete", "DeleteObjects"],
  ["GET", "/b/k", "GetObject"],
  ["GET", "/b/k?x-id=HeadObject", "GetObject"],
  ["GET", "/b/k?versionId=v&partNumber=1", "GetObject"],
  ["GET", "/b/k?acl", "GetObjectAcl"],
  ["GET", "/b/k?tagging&versionId=v", "GetObjectTagging"],
  ["GET", "/b/k?attributes", "GetObjectAttributes", { "x-amz-object-attributes": "ETag" }],
  ["GET", "/b/k?uploadId=u", "ListParts"],
  ["HEAD", "/b/k", "HeadObject"],
  ["HEAD", "/b/k?partNumber=1", "HeadObject"],
  ["PUT", "/b/k", "PutObject"],
  ["PUT", "/b/k?x-id=CopyObject", "PutObject"],
  ["PUT", "/b/k", "CopyObject", { "x-amz-copy-source": "/b/other" }],
  ["PUT", "/b/k?partNumber=1&uploadId=u", "UploadPart"],
  ["PUT", "/b/k?partNumber=1&uploadId=u", "UploadPartCopy", { "x-amz-copy-source": "/b/other" }],
  ["PUT", "/b/k?tagging", "PutObjectTagging"],
  ["DELETE", "/b/k", "DeleteObject"],
  ["DELETE", "/b/k?versionId=v", "DeleteObject"],
  ["DELETE", "/b/k?tagging", "DeleteObjectTagging"],
  ["DELETE", "/b/k?tagging=1", "DeleteObjectTagging"],
  ["DELETE", "/b/k?uploadId=u", "AbortMultipartUpload"],
  ["POST", "/b/k?uploads", "CreateMultipartUpload"],
  ["POST", "/b/k?uploadId=u", "CompleteMultipartUpload"],
  ["POST", "/b/k?restore", "RestoreObject"],
  ["POST", "/b/k?select&select-type=2", "SelectObjectContent"],
];

describe("S3's routes", () => {
  const requests = rows.map(([method, url, operation, headers = {}]) => ({
    method,
    url,
    operation,
    headers,
  }));

  it.each(requests)("$method $url is $operation", ({ method, url, operation, headers }) => {
    expect(routeS3(wireRequest(method, url, headers)).operation).toBe(operation);
  });

  it.each([
    ["DELETE", "/b?acl"],
    ["DELETE", "/b?logging"],
    ["DELETE", "/b?policy&tagging"],
    ["DELETE", "/b/k?acl"],
    ["PUT", "/b?uploads"],
    ["PUT", "/b/k?uploadId=u"],
    ["PUT", "/b/k?partNumber=1"],
    ["PUT", "/b/k?policy"],
    ["GET", "/?policy"],
    ["GET", "/b/k?policy"],
    ["POST", "/b"],
    ["POST", "/b/k"],
    ["PATCH", "/b/k"],
    ["OPTIONS", "/b/k"],
    ["HEAD", "/"],
    ["PUT", "/"],
    ["DELETE", "/"],
    ["get", "/"],
  ])("%s %s is none, and falls back to no other", (method, url) => {
    expect(() => routeS3(wireRequest(method, url))).toThrow(
      expect.objectContaining({
        code: "MethodNotAllowed",
        message: "The specified method is not allowed against this resource.",
      }),
    );
  });

  it("takes no word from a header for the method", () => {
    const headers = {
      "x-http-method-override": "DELETE",
      "x-http-method": "DELETE",
      "x-method-override": "DELETE",
    };
    expect(routeS3(wireRequest("GET", "/b/k?_method=DELETE", headers)).operation).toBe("GetObject");
  });
});

describe("bucket and key", () => {
  it.each([
    ["/b/k", "b", "k"],
    ["/b/a%2Fb", "b", "a/b"],
    ["/b/a/b", "b", "a/b"],
    ["/b/a//b/", "b", "a//b/"],
    ["/b//", "b", "/"],
    ["/b//k", "b", "/k"],
    ["/b/.", "b", "."],
    ["/b/a/../other/k", "b", "a/../other/k"],
    ["/b/a/%2e%2e/other", "b", "a/../other"],
    ["/b/%2F", "b", "/"],
    ["/b/a%00b", "b", "a\0b"],
    ["/b/a+b", "b", "a+b"],
    ["/b/a%20b", "b", "a b"],
    ["/b/a%252Fb", "b", "a%2Fb"],
    ["/b/%F0%9F%90%98", "b", "🐘"],
    ["/__proto__/constructor", "__proto__", "constructor"],
    ["/b%2Fc/k", "b/c", "k"],
    ["/../k", "..", "k"],
  ])("of %s are %j and %j", (path, bucket, key) => {
    expect(routeS3(wireRequest("GET", path))).toMatchObject({ bucket, key });
  });

  it.each(["//", "//k", "//b/k"])("cannot be read from %s: no bucket has an empty name", (path) => {
    expect(() => routeS3(wireRequest("GET", path))).toThrow(
      expect.objectContaining({ code: "InvalidBucketName", message: "The specified bucket is not valid." }),
    );
  });

  it.each(["/b/%", "/b/%zz", "/b/%ff", "/%c3/k", "/b/%ed%a0%80"])(
    "cannot be read from %s: it is no UTF-8",
    (path) => {
      expect(() => routeS3(wireRequest("GET", path))).toThrow(
        expect.objectContaining({ code: "InvalidURI", message: "Couldn't parse the specified URI." }),
      );
    },
  );
});
