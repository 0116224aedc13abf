// Finds S3 resources that separate bucket and key by a colon: they match nothing.
import { eachStatement, ownIssue, type Severity } from "./finding.ts";

const colon = (severity: Severity) =>
  ownIssue(severity, "S3_COLON_NEVER_MATCHES", "reference_policies_elements_resource.html");

// Before the colon there is nothing that could match a slash: after a slash, a colon is part of the key. Without a
// wildcard after the colon, the text is no resource of any action, which another rule finds.
const BUCKET_WITH_COLON = /^(arn:[^:]*:s3:::[^/*?$:]*):.*(?:[*?]|\$\{)/;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const s3Colon = eachStatement(function* ({ deny, resource }) {
  if (resource === undefined) return;
  for (const value of resource.values) {
    const bucket = BUCKET_WITH_COLON.exec(value.text)?.[1];
    if (bucket === undefined) continue;
    const message = `${value.text} matches nothing, because the name of a bucket has no colon; separate bucket and key by a slash, such as ${bucket}/*.`;
    // A Deny that denies nothing lets too much through, and so does an Allow that excepts nothing.
    const severity = deny === resource.negated ? "warning" : "security warning";
    yield { issue: colon(severity), at: value, message };
  }
});
