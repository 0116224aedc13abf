// aws:iam/rolePolicy:RolePolicy
import { DeleteRolePolicyCommand, GetRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { unlessAbsent } from "../../errors/absent.ts";
import { resourceType } from "../../lifecycle/resource-type.ts";
import { idParts } from "../id-parts.ts";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const iamRolePolicy = resourceType({
  type: "aws:iam/rolePolicy:RolePolicy",
  properties: { name: "string", role: "string", policy: "json" },
  autoname: { property: "name", maximum: 128 },
  replaces: ["name", "role"],
  async create({ iam }, { name, role, policy }) {
    await iam.send(new PutRolePolicyCommand({ RoleName: role, PolicyName: name, PolicyDocument: policy }));
    return { id: `${role}:${name}`, outputs: {} };
  },
  async read({ iam }, { id }) {
    const [role, name] = idParts(id, ":", "ROLE:NAME");
    const found = await unlessAbsent(
      iam.send(new GetRolePolicyCommand({ RoleName: role, PolicyName: name })),
    );
    if (found?.PolicyDocument === undefined) return undefined;
    return { name, role, policy: decodeURIComponent(found.PolicyDocument) };
  },
  async update({ iam }, { name, role, policy }) {
    await iam.send(new PutRolePolicyCommand({ RoleName: role, PolicyName: name, PolicyDocument: policy }));
    return {};
  },
  async delete({ iam }, { id }) {
    const [role, name] = idParts(id, ":", "ROLE:NAME");
    await unlessAbsent(iam.send(new DeleteRolePolicyCommand({ RoleName: role, PolicyName: name })));
  },
});
