// aws:iam/userPolicy:UserPolicy
import { DeleteUserPolicyCommand, GetUserPolicyCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { unlessAbsent } from "../../errors/absent.ts";
import { resourceType } from "../../lifecycle/resource-type.ts";
import { idParts } from "../id-parts.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html */
export const iamUserPolicy = resourceType({
  type: "aws:iam/userPolicy:UserPolicy",
  properties: { name: "string", user: "string", policy: "json" },
  autoname: { property: "name", maximum: 128 },
  replaces: ["name", "user"],
  async create({ iam }, { name, user, policy }) {
    await iam.send(new PutUserPolicyCommand({ UserName: user, PolicyName: name, PolicyDocument: policy }));
    return { id: `${user}:${name}`, outputs: {} };
  },
  async read({ iam }, { id }) {
    const [user, name] = idParts(id, ":", "USER:NAME");
    const found = await unlessAbsent(
      iam.send(new GetUserPolicyCommand({ UserName: user, PolicyName: name })),
    );
    if (found?.PolicyDocument === undefined) return undefined;
    return { name, user, policy: decodeURIComponent(found.PolicyDocument) };
  },
  async update({ iam }, { name, user, policy }) {
    await iam.send(new PutUserPolicyCommand({ UserName: user, PolicyName: name, PolicyDocument: policy }));
    return {};
  },
  async delete({ iam }, { id }) {
    const [user, name] = idParts(id, ":", "USER:NAME");
    await unlessAbsent(iam.send(new DeleteUserPolicyCommand({ UserName: user, PolicyName: name })));
  },
});
