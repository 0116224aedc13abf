// Finds services that may act for anyone: no condition says for whom.
import { awsIssue, eachStatement } from "./finding.ts";

const SOURCE = awsIssue("security warning", "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL");

const SOURCES = new Set(["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"]);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html */
export const serviceSource = eachStatement(function* ({ deny, principal, conditions }, { kind }) {
  if (deny || kind !== "resource" || principal === undefined) return;
  const service = principal.named.find(({ type }) => type === "Service");
  const sourced = conditions.some(({ key }) => SOURCES.has(key.text.toLowerCase()));
  if (service === undefined || sourced) return;
  const message = `${service.value.text} may come here for any AWS customer; add a condition on aws:SourceArn or aws:SourceAccount.`;
  yield { issue: SOURCE, at: service.value, message };
});
