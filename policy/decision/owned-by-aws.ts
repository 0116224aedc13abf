// The policies and roles that belong to AWS: nobody in an account changes them, whatever policies allow.

const words = (text: string): readonly string[] =>
  text.split(/\s+/).map((name) => `iam:${name.toLowerCase()}`);

const ON_POLICIES = words(
  "CreatePolicy CreatePolicyVersion DeletePolicy DeletePolicyVersion SetDefaultPolicyVersion TagPolicy UntagPolicy",
);

// A service-linked role's description and tags are left out: some of them may be changed.
const ON_LINKED_ROLES = words(
  `AttachRolePolicy CreateRole DeleteRole DeleteRolePermissionsBoundary DeleteRolePolicy DetachRolePolicy
   PutRolePermissionsBoundary PutRolePolicy UpdateAssumeRolePolicy`,
);
const ON_RESERVED_ROLES = [
  ...ON_LINKED_ROLES,
  ...words("TagRole UntagRole UpdateRole UpdateRoleDescription"),
];

interface Owned {
  readonly resource: RegExp;
  readonly writes: ReadonlySet<string>;
  readonly what: string;
}

const OWNED: readonly Owned[] = [
  {
    resource: /^arn:[^:]+:iam::aws:policy\//,
    writes: new Set(ON_POLICIES),
    what: "an AWS managed policy",
  },
  {
    resource: /^arn:[^:]+:iam::\d{12}:role\/aws-service-role\//,
    writes: new Set(ON_LINKED_ROLES),
    what: "a service-linked role",
  },
  {
    resource: /^arn:[^:]+:iam::\d{12}:role\/aws-reserved\//,
    writes: new Set(ON_RESERVED_ROLES),
    what: "a role of IAM Identity Center",
  },
];

/**
 * What a resource is that only AWS may write to, for a write of IAM's on it, the action in lower case; undefined else.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
 */
export const ownedByAws = (action: string, resource: string): string | undefined =>
  OWNED.find((owned) => owned.writes.has(action) && owned.resource.test(resource))?.what;
