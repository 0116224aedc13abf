// AWS's own managed policies, as rows of the tables that hold the account's own: those for administrators, S3 and IAM.
// Documents, versions and dates are those of https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html;
// of each policy only the default version is known.
import { policyArn } from "../../policy/arn.ts";
import published from "./aws-managed-policies.json" with { type: "json" };

/** A text as SQL writes it. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Statements that insert them. */
export const awsManagedPolicies: string = published
  .map(({ name, id, path, description, created, updated, version, document }) => {
    const arn = quoted(policyArn("aws", path, name));
    const [first, last] = [Date.parse(created), Date.parse(updated)];
    const texts = [id, name, path, description].map(quoted).join(", ");
    // AWS sends its documents indented by four spaces.
    const text = quoted(JSON.stringify(document, null, 4));
    return `
INSERT INTO managed_policies VALUES (${arn}, ${texts}, ${first}, ${last}, ${version}, ${version}, '{}');
INSERT INTO managed_policy_versions VALUES (${arn}, ${version}, ${text}, ${last});`;
  })
  .join("");
