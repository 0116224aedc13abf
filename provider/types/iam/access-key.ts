// aws:iam/accessKey:AccessKey
import {
  type AccessKeyMetadata,
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  type IAMClient,
  paginateListAccessKeys,
  type StatusType,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import { unlessAbsent } from "../../errors/absent.ts";
import { HalfDone } from "../../lifecycle/half-done.ts";
import { resourceType } from "../../lifecycle/resource-type.ts";
import { sesSmtpPassword } from "./ses-smtp-password.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
export const iamAccessKey = resourceType({
  type: "aws:iam/accessKey:AccessKey",
  properties: { user: "string", "status?": "string" },
  defaults: { status: "Active" },
  replaces: ["user"],
  computed: ["createDate", "secret", "sesSmtpPasswordV4"],
  secrets: ["secret", "sesSmtpPasswordV4"],
  async create({ iam, region }, { user, status }) {
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: user }));
    const { AccessKeyId, SecretAccessKey, CreateDate } = AccessKey ?? {};
    if (AccessKeyId === undefined || SecretAccessKey === undefined) {
      throw new Error("CreateAccessKey answered without a key");
    }
    const outputs = {
      secret: SecretAccessKey,
      sesSmtpPasswordV4: sesSmtpPassword(SecretAccessKey, region),
      createDate: readableDate(CreateDate),
    };
    try {
      if (status === "Inactive") await setStatus(iam, user, AccessKeyId, status);
    } catch (error) {
      throw new HalfDone({ id: AccessKeyId, outputs: { ...outputs, status: "Active" } }, error);
    }
    return { id: AccessKeyId, outputs };
  },
  async read({ iam }, { id, state }) {
    const user = await holderOf(iam, id, state.user);
    const key = user === undefined ? undefined : await unlessAbsent(findKey(iam, user, id));
    if (key === undefined) return undefined;
    const { secret, sesSmtpPasswordV4 } = state; // AWS shows them only once
    return { user, status: key.Status, createDate: readableDate(key.CreateDate), secret, sesSmtpPasswordV4 };
  },
  async update({ iam }, { user, status = "Active" }, { id }) {
    await setStatus(iam, user, id, status);
    return {};
  },
  async delete({ iam }, { id, state }) {
    const user = await holderOf(iam, id, state.user);
    if (user === undefined) return;
    await unlessAbsent(iam.send(new DeleteAccessKeyCommand({ UserName: user, AccessKeyId: id })));
  },
});

const setStatus = (iam: IAMClient, UserName: string, AccessKeyId: string, status: string) =>
  iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: status as StatusType }));

/** To the second, as AWS's provider writes it. */
const readableDate = (date: Date | undefined) => date?.toISOString().replace(/\.\d+Z$/, "Z");

/** The user who has the key; an import does not know it, and a key stays with its user when the user is renamed. */
async function holderOf(iam: IAMClient, AccessKeyId: string, known: unknown): Promise<string | undefined> {
  if (typeof known === "string" && (await unlessAbsent(findKey(iam, known, AccessKeyId)))) return known;
  const found = await unlessAbsent(
    iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId })),
    "AccessDenied", // IAM's answer for a key that does not exist
  );
  return found?.UserName;
}

async function findKey(
  client: IAMClient,
  UserName: string,
  id: string,
): Promise<AccessKeyMetadata | undefined> {
  for await (const { AccessKeyMetadata = [] } of paginateListAccessKeys({ client }, { UserName })) {
    const key = AccessKeyMetadata.find(({ AccessKeyId }) => AccessKeyId === id);
    if (key !== undefined) return key;
  }
  return undefined;
}
