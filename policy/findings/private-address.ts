// Finds private addresses in aws:SourceIp, which only ever holds public ones.
import { inRange, parseRange, type Range } from "../conditions/addresses.ts";
import { awsIssue, eachStatement, type Found, type Issue } from "./finding.ts";
import type { NamedCondition } from "./inspection.ts";

const ISSUES: Readonly<Record<string, { readonly all: Issue; readonly some: Issue }>> = {
  IpAddress: {
    all: awsIssue("error", "PRIVATE_IP_ADDRESS"),
    some: awsIssue("suggestion", "PRIVATE_IP_ADDRESS_SUBSET"),
  },
  NotIpAddress: {
    all: awsIssue("error", "PRIVATE_NOT_IP_ADDRESS"),
    some: awsIssue("suggestion", "PRIVATE_NOT_IP_ADDRESS_SUBSET"),
  },
};

// https://datatracker.ietf.org/doc/html/rfc1918, https://datatracker.ietf.org/doc/html/rfc4193
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"].flatMap(
  (text) => parseRange(text) ?? [],
);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip */
export const privateAddress = eachStatement(function* ({ conditions }) {
  for (const condition of conditions) {
    if (condition.key.text.toLowerCase() === "aws:sourceip") yield* privateValues(condition);
  }
});

function* privateValues({ operator, values }: NamedCondition): Iterable<Found> {
  const issues = ISSUES[operator];
  if (issues === undefined) return;
  const hidden = values.filter(({ text }) => isPrivate(parseRange(text)));
  const all = hidden.length === values.length;
  for (const value of all ? hidden.slice(0, 1) : hidden) {
    const outcome = operator === "IpAddress" ? "never holds" : "always holds";
    const message = all
      ? `aws:SourceIp is always a public address, so with ${value.text} the condition ${outcome}; use aws:VpcSourceIp.`
      : `aws:SourceIp is always a public address, so ${value.text} has no effect; use aws:VpcSourceIp for it.`;
    yield { issue: all ? issues.all : issues.some, at: value, message };
  }
}

const isPrivate = (range: Range | undefined): boolean =>
  range !== undefined && PRIVATE.some((wide) => range.prefix >= wide.prefix && inRange(wide, range.address));
