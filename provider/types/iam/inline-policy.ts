// What the inline policies of users and of roles have in common: everything except the names of their calls.
import type { IAMClient } from "@aws-sdk/client-iam";
import { unlessAbsent } from "../../errors/absent.ts";
import { type ResourceType, resourceType } from "../../lifecycle/resource-type.ts";
import { idParts } from "../id-parts.ts";

interface InlinePolicy {
  readonly PolicyName: string;
}

/** A kind of inline policies: the property that names their owner, and the calls. */
interface InlinePolicies {
  readonly type: string;
  readonly holder: "user" | "role";
  put(iam: IAMClient, holder: string, policy: InlinePolicy & { PolicyDocument: string }): Promise<unknown>;
  get(iam: IAMClient, holder: string, policy: InlinePolicy): Promise<{ PolicyDocument?: string | undefined }>;
  delete(iam: IAMClient, holder: string, policy: InlinePolicy): Promise<unknown>;
}

/** The resource type of inline policies, each identified by its owner and its name. */
export function inlinePolicy({ type, holder, ...calls }: InlinePolicies): ResourceType {
  const partsOf = (id: string) => idParts(id, ":", `${holder.toUpperCase()}:NAME`);
  const put = (iam: IAMClient, inputs: Readonly<Record<string, string>>) => {
    const { [holder]: whose = "", name = "", policy = "" } = inputs;
    return calls.put(iam, whose, { PolicyName: name, PolicyDocument: policy });
  };
  return resourceType({
    type,
    properties: { name: "string", [holder]: "string", policy: "json" },
    autoname: { property: "name", maximum: 128 },
    replaces: ["name", holder],
    async create({ iam }, inputs) {
      await put(iam, inputs);
      return { id: `${inputs[holder]}:${inputs.name}`, outputs: {} };
    },
    async read({ iam }, { id }) {
      const [whose, name] = partsOf(id);
      const found = await unlessAbsent(calls.get(iam, whose, { PolicyName: name }));
      if (found?.PolicyDocument === undefined) return undefined;
      return { name, [holder]: whose, policy: decodeURIComponent(found.PolicyDocument) };
    },
    async update({ iam }, inputs) {
      await put(iam, inputs);
      return {};
    },
    async delete({ iam }, { id }) {
      const [whose, name] = partsOf(id);
      await unlessAbsent(calls.delete(iam, whose, { PolicyName: name }));
    },
  });
}
