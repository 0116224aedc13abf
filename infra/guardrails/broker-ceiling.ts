// The rule that a broker may do only the two actions, whichever resource gives it permissions.
import { ceiling } from "../policy-documents.ts";
import { beyondCeiling } from "./beyond-ceiling.ts";
import { documentText, type Guardrail, type PlannedResource } from "./guardrail.ts";

/** The types that hold an identity policy, which may apply to a broker. */
const documents = new Set([
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/policy:Policy",
  "aws:iam/groupPolicy:GroupPolicy",
  "aws:iam/rolePolicy:RolePolicy",
]);

/** The types that give a user permissions which this rule cannot check. */
const otherWays: ReadonlyMap<string, string> = new Map([
  ["aws:iam/userLoginProfile:UserLoginProfile", "gives a user a password for the console"],
  ["aws:iam/userPolicyAttachment:UserPolicyAttachment", "attaches a policy to a user"],
  ["aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive", "attaches policies to a user"],
  ["aws:iam/policyAttachment:PolicyAttachment", "attaches a policy"],
  ["aws:iam/groupPolicyAttachment:GroupPolicyAttachment", "attaches a policy to a group"],
  ["aws:iam/userGroupMembership:UserGroupMembership", "puts a user into groups"],
  ["aws:iam/groupMembership:GroupMembership", "puts users into a group"],
]);

/** Every user of the stack counts as a broker. */
export const brokerCeiling: Guardrail = {
  name: "broker-ceiling",
  description: "A broker may list buckets and federate users, and nothing else.",
  resource(resource, { sessionTags, permissionsBoundary }) {
    const { type } = resource;
    const otherWay = otherWays.get(type);
    if (otherWay !== undefined) {
      return [`${named(resource)} ${otherWay}: a broker has one inline policy, its boundary and its keys.`];
    }
    if (type === "aws:iam/user:User" && permissionsBoundary !== "none") return withoutBoundary(resource);
    return documents.has(type) ? beyond(resource, ceiling(sessionTags)) : [];
  },
};

function beyond(resource: PlannedResource, limit: string): readonly string[] {
  const found = beyondCeiling(documentText(resource, "policy"), limit);
  if (found === undefined) return [];
  return [
    `${named(resource)} allows ${found.action} in ${found.statement}, which is beyond a broker's ceiling: take it out of the document.`,
  ];
}

const withoutBoundary = (resource: PlannedResource): readonly string[] =>
  resource.properties.permissionsBoundary
    ? []
    : [`${named(resource)} has no permissions boundary, though the option permissionsBoundary asks for one.`];

const named = ({ type, name }: PlannedResource): string => `"${name}" (${type})`;
