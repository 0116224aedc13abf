// The requests that one row is about, and how those of two rows lie: whether one holds the other, and whether they meet.

import type { AuthorizationRequest } from "../../policy/authorization-request.ts";
import { compilePattern } from "../../policy/patterns/compile-pattern.ts";
import type { Answer } from "../../policy/proof/answer.ts";
import { isContained } from "../../policy/proof/is-contained.ts";
import type { PromisedContext } from "../context.ts";
import type { Target } from "../deployment/target.ts";
import type { Promised } from "../promises.ts";
import { resources } from "../resources.ts";
import { EVERYTHING, literally, regionOf, type WrittenStatement } from "./region.ts";

type Row = Pick<Promised, "action" | "resource" | "context">;

/** The requests that a row is about; none where its context names what the deployment does not have. */
export function statementsOf(
  { action, resource, context }: Row,
  effect: "Allow" | "Deny",
  target: Target,
): readonly WrittenStatement[] {
  const Condition = conditionsOf(context, target);
  if (Condition === undefined) return [];
  return [
    {
      ...{ Effect: effect, Action: action, Resource: patternOf(resource, target) },
      ...(Object.keys(Condition).length > 0 && { Condition }),
    },
  ];
}

const ANY = "federation-broker-any";

/** The pattern of a resource: "a missing key" is every key; "the account" and "itself" are whatever the action is about. */
function patternOf(resource: string, target: Target): string {
  const arn = resources[resource]?.(target, ANY).arn;
  if (arn === undefined) throw new Error("this promise was not validated");
  return arn === "*" ? arn : arn.split(ANY).map(literally).join("*");
}

type Conditions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function conditionsOf(context: PromisedContext = {}, { broker }: Target): Conditions | undefined {
  const { prefix, tags, encryption, sourceIp, tagKeys, plainHttp } = context;
  const passed = tags === undefined ? undefined : Object.keys(tags);
  const keys = tagKeys === undefined ? passed : (broker.sessionTags ?? []);
  if (keys?.length === 0) return undefined;
  const exact = {
    ...(prefix === undefined ? {} : { "s3:prefix": prefix }),
    ...(encryption === undefined ? {} : { "s3:x-amz-server-side-encryption": encryption }),
    ...Object.fromEntries(Object.entries(tags ?? {}).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
  };
  return {
    ...(Object.keys(exact).length > 0 && { StringEquals: exact }),
    ...(plainHttp !== undefined && { Bool: { "aws:SecureTransport": "false" } }),
    ...(sourceIp !== undefined && { IpAddress: { "aws:SourceIp": sourceIp } }),
    ...(keys !== undefined && {
      "ForAllValues:StringEquals": { "aws:TagKeys": keys },
      Null: { "aws:TagKeys": "false" },
    }),
  };
}

/** Whether every request of one row is one of the other, for certain. */
export const isNarrower = (one: Row, other: Row, target: Target): boolean =>
  mayMeet(one, other, target) &&
  compare(one, statementsOf(other, "Allow", target), target).verdict === "contained";

/** A request that both rows are about; undefined if there is none, for certain. */
export function meeting(one: Row, other: Row, target: Target): AuthorizationRequest | undefined {
  if (!mayMeet(one, other, target)) return undefined;
  const { verdict, witness, why } = compare(
    one,
    [EVERYTHING, ...statementsOf(other, "Deny", target)],
    target,
  );
  if (verdict !== "contained" && witness === undefined) throw new Error(why);
  return witness;
}

// Whether the engine has to be asked: what is written out must lie in what the other row names.
function mayMeet(one: Row, other: Row, target: Target): boolean {
  const [first, second] = [one, other].map((row) => [row.action, patternOf(row.resource, target)]);
  return [0, 1].every((part) => textsMayMeet(first?.[part] ?? "", second?.[part] ?? "", part === 0));
}

function textsMayMeet(one: string, other: string, ignoreCase: boolean): boolean {
  const [first, second] = ignoreCase ? [one.toLowerCase(), other.toLowerCase()] : [one, other];
  if (first.includes("$") || second.includes("$")) return true;
  if (isPattern(first) && isPattern(second)) return true;
  return compilePattern(first)(second) || compilePattern(second)(first);
}

/** Whether nothing is asked of a row: it only says within what the documents must keep. */
export const isBound = ({ action, context }: Row): boolean =>
  isPattern(action) || context?.tagKeys !== undefined;

/** Whether a text stands for more than one action. */
export const isPattern = (action: string): boolean => /[*?]/.test(action);

// What the row is about, as the right of a user whom nothing else allows anything.
function compare(row: Row, statements: readonly WrittenStatement[], target: Target): Answer {
  const principal = { type: "User", arn: target.broker.userArn } as const;
  const caller = { principal, resourceAccount: target.accountId, free: new Set<string>() };
  const identity = [regionOf(statementsOf(row, "Allow", target))];
  return isContained({ a: { caller, policies: { identity } }, b: { region: regionOf(statements) } });
}
