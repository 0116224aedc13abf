// What S3 refuses of a website. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html
import type { Redirect, RoutingRule, WebsiteConfiguration } from "@aws-sdk/client-s3";
import { AwsError } from "../../aws-error.ts";
import { invalidArgument } from "../shared/listings.ts";

export function keepWebsite(sent: WebsiteConfiguration): unknown {
  const { IndexDocument, RedirectAllRequestsTo, RoutingRules = [] } = sent;
  if (RedirectAllRequestsTo !== undefined) {
    requireProtocol(RedirectAllRequestsTo);
    if (Object.keys(sent).length === 1) return sent;
    throw invalidArgument(
      "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
      "RedirectAllRequestsTo",
      "not null",
    );
  }
  if (IndexDocument === undefined)
    throw invalidArgument(
      "A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty",
      "IndexDocument",
      "null",
    );
  const { Suffix = "" } = IndexDocument;
  if (Suffix === "" || Suffix.includes("/"))
    throw invalidArgument("The IndexDocument Suffix is not well formed", "IndexDocument", Suffix);
  for (const rule of RoutingRules) requireRule(rule);
  return sent;
}

function requireRule({ Condition, Redirect = {} }: RoutingRule): void {
  requireProtocol(Redirect);
  if (Redirect.ReplaceKeyPrefixWith !== undefined && Redirect.ReplaceKeyWith !== undefined)
    throw invalid("You can only define ReplaceKeyPrefix or ReplaceKey but not both.");
  if (Condition !== undefined && Object.keys(Condition).length === 0)
    throw invalid(
      "Condition cannot be empty. To redirect all requests without a condition, the condition element shouldn't be present.",
    );
}

const protocols: readonly unknown[] = [undefined, "http", "https"];

function requireProtocol({ Protocol }: Redirect): void {
  if (protocols.includes(Protocol)) return;
  throw invalid(
    "Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.",
  );
}

const invalid = (message: string) => new AwsError("InvalidRequest", message);
