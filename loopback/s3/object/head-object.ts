// s3:HeadObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
import type { HeadObjectRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../operation.ts";
import { toRead } from "../shared/readable-object.ts";
import { readMembers, readObject } from "./read-object.ts";

export const headObject: Operation<HeadObjectRequest, object> = {
  takes: readMembers,

  requires: (input, call) => [toRead(input, call)],

  handle: (input, call) => readObject(input, call).headers,
};
