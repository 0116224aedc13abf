// Finds S3 resources that separate bucket and key by a colon: they match nothing.
import type { Version } from "../policy-document.ts";
import { eachStatement, ownIssue, type Severity } from "./finding.ts";
import type { InspectedStatement } from "./inspection.ts";
import { takesResource } from "./resource-type.ts";

const colon = (severity: Severity) =>
  ownIssue(severity, "S3_COLON_NEVER_MATCHES", "reference_policies_elements_resource.html");

// Before the colon there is nothing that could match a slash: after a slash, a colon is part of the key.
const BUCKET_WITH_COLON = /^(arn:[^:]*:s3:::[^/*?$:]*):/;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const s3Colon = eachStatement(function* (statement, { version }) {
  const { deny, resource } = statement;
  if (resource === undefined) return;
  for (const value of resource.values) {
    const bucket = BUCKET_WITH_COLON.exec(value.text)?.[1];
    if (bucket === undefined || isFoundAnyway(statement, value.text, version)) continue;
    const message = `${value.text} matches nothing, because the name of a bucket has no colon; separate bucket and key by a slash, such as ${bucket}/*.`;
    // A Deny that denies nothing lets too much through, and so does an Allow that excepts nothing.
    const severity = deny === resource.negated ? "warning" : "security warning";
    yield { issue: colon(severity), at: value, message };
  }
});

// Where none of the actions is ever asked for on the text, the rule about types of resources says so.
const isFoundAnyway = (
  { action, actions, resource }: InspectedStatement,
  text: string,
  version: Version,
): boolean =>
  !action.negated &&
  resource?.negated === false &&
  actions.every(
    ({ taken }) =>
      taken.length > 0 && !taken.some((one) => takesResource(one, text, version === "2012-10-17")),
  );
