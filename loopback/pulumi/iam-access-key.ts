// aws:iam/accessKey:AccessKey
import { CreateAccessKeyCommand } from "@aws-sdk/client-iam";
import { resourceType } from "./resource-type.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
export const iamAccessKey = resourceType({
  type: "aws:iam/accessKey:AccessKey",
  properties: { user: "string" },
  secrets: ["secret"],
  async create({ iam }, { user }) {
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: user }));
    if (AccessKey?.AccessKeyId === undefined) throw new Error("CreateAccessKey answered without a key");
    return {
      id: AccessKey.AccessKeyId,
      outputs: {
        secret: AccessKey.SecretAccessKey,
        status: AccessKey.Status,
        createDate: AccessKey.CreateDate?.toISOString(),
      },
    };
  },
});
