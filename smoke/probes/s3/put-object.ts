// The probe that would write an object.
import { PutObjectCommand, UploadPartCommand } from "@aws-sdk/client-s3";
import type { Probe } from "../probe.ts";
import { fromS3 } from "./from-s3.ts";

const UploadId = "federation-broker-no-such-upload";
const Body = "federation-broker probe";
// The MD5 of another text. Once S3 has authorized the call, it compares this with the body, and keeps nothing.
const ContentMD5 = "1B2M2Y8AsgTpgAmY7PhCfg==";

export const putObject: Probe = {
  action: "s3:PutObject",
  takes: ["missing object"],
  harmless: "the upload does not exist, or the body is not the one that is announced, so S3 writes nothing",
  passes: ["NoSuchUpload", "BadDigest"],
  context: { "s3:ObjectCreationOperation": "false" },
  // A part of an upload says nothing about encryption.
  sends: { encryption: "may" },
  async call({ s3 }, { name: Key, bucket }, _, { encryption } = {}) {
    const key = { Bucket: bucket?.name, Key, Body };
    // A part of an upload needs s3:PutObject alone; a conditional PutObject would ask for s3:GetObject too.
    const sent =
      encryption === undefined
        ? s3.send(new UploadPartCommand({ ...key, UploadId, PartNumber: 1 }))
        : s3.send(new PutObjectCommand({ ...key, ContentMD5, ServerSideEncryption: encryption }));
    return { genuine: fromS3(await sent), shows: [] };
  },
};
