// The users and roles in a file with what `aws iam get-account-authorization-details` prints, as holders of powers.

import { type AccountDetails, type Member, membersOf } from "../../account/read-account.ts";
import { arnAccount, parseArn } from "../../policy/arn.ts";
import type { Principal } from "../../policy/authorization-request.ts";
import { isRecord } from "../../policy/is-record.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import { PolicyError } from "../../policy/policy-error.ts";
import type { Holder } from "../../policy/powers/holder.ts";
import { escapedJson } from "../shared/escaped-json.ts";
import { parseExact } from "../shared/exact-json.ts";
import { readTextFile } from "../shared/read-text-file.ts";
import { UsageError } from "../shared/run-command.ts";

/** A holder, or why the policies of a user or role cannot be read. */
export type Found = Holder & { readonly unread?: string };

/** @throws UsageError for a file that is no such output, or a part of one */
export async function readAccountFile(file: string): Promise<readonly Found[]> {
  return holdersIn(await readTextFile(file), file);
}

/** The holders in the text of such a file. Throws as readAccountFile does. */
export function holdersIn(text: string, file: string): readonly Found[] {
  const details = detailsIn(text, file);
  const arns = [...(details.UserDetailList ?? []), ...(details.RoleDetailList ?? [])].map(
    ({ Arn = "" }) => Arn,
  );
  const [first = ""] = arns;
  const account = arnAccount(first);
  if (account === undefined) throw new UsageError(`The file ${file} lists no user and no role.`);
  const partition = parseArn(first)?.partition ?? "aws";
  return membersOf([details], account, partition).map((member) => holderOf(member, account));
}

function detailsIn(text: string, file: string): AccountDetails {
  let details: unknown;
  try {
    details = parseExact(text);
  } catch {
    details = undefined;
  }
  const asPrinted = "give what `aws iam get-account-authorization-details` prints";
  if (!isRecord(details) || !LISTS.every((name) => Array.isArray(details[name]))) {
    throw new UsageError(
      `The file ${file} has not the lists ${LISTS.join(", ")}: ${asPrinted}, without --filter.`,
    );
  }
  if (details.IsTruncated === true || "NextToken" in details || "Marker" in details) {
    throw new UsageError(
      `The file ${file} holds a part of the account only: ${asPrinted}, without --max-items.`,
    );
  }
  return encoded(details) as AccountDetails;
}

const LISTS = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"];

// The CLI decodes documents, which the API gives encoded as in a URL.
function encoded(value: unknown, name = ""): unknown {
  if (DOCUMENTS.has(name) && isRecord(value)) return encodeURIComponent(escapedJson(value));
  if (Array.isArray(value)) return value.map((one) => encoded(one));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, encoded(one, key)]));
}

const DOCUMENTS = new Set(["PolicyDocument", "Document", "AssumeRolePolicyDocument"]);

function holderOf(member: Member, resourceAccount: string): Found {
  const { arn, principal, names } = member;
  const name = arn.replace(/^[^/]*:/, "");
  const about = principal.type === "User" ? "a user" : "a role";
  try {
    const policies = member.policies();
    const free = principal.type === "AssumedRole" ? SESSION_NAME : NOTHING;
    const sides = callersOf(principal).map(([caller, as]) => ({
      ...{ caller, within: EVERYTHING },
      judged: { caller: { principal: as, resourceAccount, free }, policies },
      titleOf: ({ policy, index }: { policy: string; index: number }) =>
        policy === "identity" ? (names[index] ?? "its policy") : "its permissions boundary",
    }));
    return { name, about, sides };
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return { name, about, sides: [], unread: `A policy of ${name} cannot be read: ${error.detail}` };
  }
}

// A user makes sessions of its own at any time.
function callersOf(principal: Principal): readonly (readonly [caller: string, as: Principal])[] {
  if (principal.type !== "User") return [["a session of the role", principal]];
  const { arn, tags = {} } = principal;
  return [
    ["its long-term key", principal],
    ["its session without MFA", { type: "SessionToken", arn, mfa: false, tags }],
    ["its session with MFA", { type: "SessionToken", arn, mfa: true, tags }],
  ];
}

const NOTHING: ReadonlySet<string> = new Set();
// Whoever assumes a role names the session.
const SESSION_NAME: ReadonlySet<string> = new Set(["aws:userid"]);

const EVERYTHING = parsePolicy(
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
  "identity",
);
