// s3:GetObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
import type { GetObjectRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../operation.ts";
import { readContent } from "../../store/content.ts";
import { requireDecryptable } from "../shared/encryption.ts";
import { inputSeen } from "../shared/existing-object.ts";
import { toDecrypt } from "../shared/key-requirement.ts";
import { requireRetrievable, toRead } from "../shared/readable-object.ts";
import { readMembers, readObject } from "./read-object.ts";

export const getObject: Operation<GetObjectRequest, object> = {
  takes: readMembers,

  requires: (input, call) => [toRead(input, call), ...toDecrypt(inputSeen(input, call), input, call)],

  handle(input, call) {
    const { object, span, headers } = readObject(input, call);
    requireRetrievable(object);
    requireDecryptable(object, call);
    return { ...headers, Body: readContent(call.account.store, object.content, span.from, span.to) };
  },
};
