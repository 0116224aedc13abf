// Finds private addresses without their VPC.
import { awsIssue, eachStatement } from "./finding.ts";

const PAIRED = awsIssue("security warning", "MISSING_PAIRED_CONDITION_KEYS");

const VPC_KEYS = new Set(["aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn"]);

/** A private address exists in every VPC. */
export const pairedKeys = eachStatement(function* ({ conditions }) {
  const names = conditions.map(({ key }) => key.text.toLowerCase());
  if (names.some((name) => VPC_KEYS.has(name))) return;
  for (const { key } of conditions) {
    if (key.text.toLowerCase() !== "aws:vpcsourceip") continue;
    const message = `${key.text} alone means the same address in anyone's VPC; add a condition on aws:SourceVpc or aws:SourceVpce.`;
    yield { issue: PAIRED, at: key, message };
  }
});
