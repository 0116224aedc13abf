// s3:HeadObject. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
import type { HeadObjectRequest } from "@aws-sdk/client-s3";
import type { Operation } from "../../operation.ts";
import type { StoredObject } from "../../store/stored-object.ts";
import { requireDecryptable } from "../shared/encryption.ts";
import { inputSeen } from "../shared/existing-object.ts";
import { toDecrypt } from "../shared/key-requirement.ts";
import { toRead } from "../shared/readable-object.ts";
import { readMembers, readObject } from "./read-object.ts";

export const headObject: Operation<HeadObjectRequest, object> = {
  takes: readMembers,

  requires(input, call) {
    const object = inputSeen(input, call);
    return [toRead(input, call), ...(showsChecksum(input, object) ? toDecrypt(object, input, call) : [])];
  },

  handle(input, call) {
    const { object, headers } = readObject(input, call);
    if (showsChecksum(input, object)) requireDecryptable(object, call);
    return headers;
  },
};

/** Of all that HeadObject tells, only the checksum is encrypted. */
const showsChecksum = ({ ChecksumMode }: HeadObjectRequest, object: StoredObject | undefined): boolean =>
  ChecksumMode === "ENABLED" && object?.attributes.checksum !== undefined;
