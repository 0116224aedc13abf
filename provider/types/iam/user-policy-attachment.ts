// aws:iam/userPolicyAttachment:UserPolicyAttachment
import {
  AttachUserPolicyCommand,
  DetachUserPolicyCommand,
  type IAMClient,
  paginateListAttachedUserPolicies,
} from "@aws-sdk/client-iam";
import { unlessAbsent } from "../../errors/absent.ts";
import { type Existing, resourceType } from "../../lifecycle/resource-type.ts";
import { idParts } from "../id-parts.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html */
export const iamUserPolicyAttachment = resourceType({
  type: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  properties: { user: "string", policyArn: "string" },
  replaces: ["user", "policyArn"],
  deleteBeforeReplace: true,
  async create({ iam }, { user, policyArn }) {
    await iam.send(new AttachUserPolicyCommand({ UserName: user, PolicyArn: policyArn }));
    return { id: `${user}/${policyArn}`, outputs: {} };
  },
  async read({ iam }, existing) {
    const [user, policyArn] = partsOf(existing);
    const attached = await unlessAbsent(isAttached(iam, user, policyArn));
    return attached ? { user, policyArn } : undefined;
  },
  async delete({ iam }, existing) {
    const [UserName, PolicyArn] = partsOf(existing);
    await unlessAbsent(iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn })));
  },
});

const partsOf = ({ id }: Existing) => idParts(id, "/", "USER/POLICY-ARN");

async function isAttached(client: IAMClient, UserName: string, arn: string): Promise<boolean> {
  for await (const { AttachedPolicies = [] } of paginateListAttachedUserPolicies({ client }, { UserName })) {
    if (AttachedPolicies.some(({ PolicyArn }) => PolicyArn === arn)) return true;
  }
  return false;
}
