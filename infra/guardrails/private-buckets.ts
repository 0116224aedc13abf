// The rule that no bucket is public, by a policy or by an access control list, and that Block Public Access is on.

import type { Principal } from "../../policy/authorization-request.ts";
import type { Policy } from "../../policy/compiled/policy.ts";
import { evaluate } from "../../policy/evaluate.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import { type AllowStatement, allowStatements, widened } from "./allow-statements.ts";
import { documentText, type Guardrail, type PlannedResource } from "./guardrail.ts";
import { witnessActions } from "./witnesses.ts";

type Judge = (resource: PlannedResource) => readonly string[];

const judges: ReadonlyMap<string, Judge> = new Map<string, Judge>([
  ["aws:s3/bucketPolicy:BucketPolicy", byPolicy],
  ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", openBlock],
  ["aws:s3/bucketOwnershipControls:BucketOwnershipControls", byOwnership],
  ["aws:s3/bucketAcl:BucketAcl", byList],
  ["aws:s3/bucketAclV2:BucketAclV2", byList],
  ["aws:s3/bucket:Bucket", byOwnList],
  ["aws:s3/bucketObjectv2:BucketObjectv2", byOwnList],
]);

export const privateBuckets: Guardrail = {
  name: "private-buckets",
  description: "No bucket is public.",
  resource: (resource) => judges.get(resource.type)?.(resource) ?? [],
};

const flags = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

function openBlock(resource: PlannedResource): readonly string[] {
  const open = flags.filter((flag) => resource.properties[flag] !== true);
  return open.length === 0 ? [] : [`${named(resource)} leaves ${open.join(", ")} off: set it to true.`];
}

function byOwnership(resource: PlannedResource): readonly string[] {
  const { objectOwnership } = resource.properties.rule as { objectOwnership?: unknown };
  if (objectOwnership === "BucketOwnerEnforced") return [];
  return [`${named(resource)} lets access control lists count: set objectOwnership to BucketOwnerEnforced.`];
}

function byList(resource: PlannedResource): readonly string[] {
  return [`${named(resource)} gives a bucket an access control list: leave it out, and grant by policies.`];
}

function byOwnList(resource: PlannedResource): readonly string[] {
  const { acl } = resource.properties;
  return acl === undefined || acl === null || acl === "private"
    ? []
    : [
        `${named(resource)} has the access control list ${JSON.stringify(acl)}: leave it out, and grant by policies.`,
      ];
}

function byPolicy(resource: PlannedResource): readonly string[] {
  return allowStatements(documentText(resource, "policy"), "resource").flatMap((statement) => {
    const action = openTo(statement);
    if (action === undefined) return [];
    return [
      `${named(resource)} allows ${action} to everyone in ${statement.title}, whatever its conditions: name principals instead.`,
    ];
  });
}

const bucket = "arn:aws:s3:::witness";
const resources = [bucket, `${bucket}/witness`];
const owner = "111122223333";
// An account that nobody has: a document that allows something to its user allows it to anyone.
const strangers: readonly Principal[] = [
  { type: "Anonymous" },
  { type: "User", arn: "arn:aws:iam::000000000000:user/stranger" },
];
const everything = parsePolicy(
  JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } }),
  "identity",
);

/** An action that a statement, with its conditions met, allows to strangers. */
function openTo(statement: AllowStatement): string | undefined {
  const { Principal, NotPrincipal } = statement.elements;
  const document = widened(
    statement,
    { Principal, NotPrincipal, Resource: [bucket, `${bucket}/*`] },
    "resource",
  );
  const [compiled] = document.statements;
  const actions = compiled === undefined ? [] : witnessActions(compiled.action);
  return actions.find((action) => strangers.some((principal) => allows(document, action, principal)));
}

const allows = (document: Policy, action: string, principal: Principal): boolean =>
  resources.some(
    (resource) =>
      evaluate(
        { principal, action, resource, resourceAccount: owner },
        { identity: [everything], resource: document },
      ).decision === "allowed",
  );

const named = ({ type, name }: PlannedResource): string => `"${name}" (${type})`;
