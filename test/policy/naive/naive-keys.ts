// The condition keys of the second evaluator.
import type { Principal } from "../../../policy/authorization-request.ts";
import { accountIn, callerOf, isAccountItself, isRoot } from "./naive-principals.ts";
import type { Question } from "./naive-question.ts";

/** The values of a condition key: the context's, or those AWS derives from the caller. */
export function keyValues(request: Question, key: string): string[] | undefined {
  for (const [name, value] of Object.entries(request.context ?? {})) {
    if (name.toLowerCase() === key && value.length + Number(value === "") > 0)
      return typeof value === "string" ? [value] : [...value];
  }
  const value = { ...derivedFrom(request), ...tagsOf(request.principal) }[key];
  return value === undefined ? undefined : [value];
}

function derivedFrom(request: Question): Record<string, string | undefined> {
  const { principal } = request;
  const caller = callerOf(principal);
  return {
    "aws:principalarn": principal.type === "AssumedRole" ? principal.role : caller?.arn,
    "aws:principalaccount": principal.type === "Anonymous" ? "anonymous" : caller?.account,
    "aws:principaltype": principalType(principal),
    "aws:username": userName(principal),
    "aws:userid": userId(principal),
    "aws:principalisawsservice":
      principal.type === "Anonymous" ? undefined : String(principal.type === "Service"),
    "aws:principalservicename": principal.type === "Service" ? principal.service : undefined,
    "aws:multifactorauthpresent": multiFactor(request),
    "aws:resourceaccount": ownerOf(request),
    "s3:resourceaccount": /^s3:/i.test(request.action) ? ownerOf(request) : undefined,
    "aws:viaawsservice": /^(?:ec2|glue):/i.test(request.action)
      ? undefined
      : String(
          ["aws:calledvia", "aws:calledviafirst", "aws:calledvialast"].some(
            (key) => told(request, key) !== undefined,
          ),
        ),
    "aws:securetransport": told(request, "s3:tlsversion") && "true",
    "aws:currenttime": told(request, "aws:epochtime"),
    "aws:epochtime": seconds(told(request, "aws:currenttime")),
  };
}

/** What the context gives, as one text. */
export const told = ({ context = {} }: Question, key: string): string | undefined =>
  Object.entries(context)
    .filter(([name]) => name.toLowerCase() === key)
    .map(([, value]) => [value].flat().join())
    .find((value) => value !== "");

/** The account that owns what is asked for. */
export const ownerOf = (request: Question): string | undefined =>
  request.resourceAccount ??
  accountIn(request.resource) ??
  told(request, "aws:resourceaccount") ??
  told(request, "s3:resourceaccount") ??
  callerOf(request.principal)?.account;

const seconds = (time: string | undefined): string | undefined =>
  time === undefined || /^\d+$/.test(time) ? time : String(Math.floor(Date.parse(time) / 1000));

const nameIn = (arn: string): string => arn.split("/").at(-1) ?? "";

function principalType(principal: Principal): string | undefined {
  if (isAccountItself(principal)) return "Account";
  if (principal.type === "SessionToken") return "User";
  return principal.type === "Service" ? undefined : principal.type;
}

function userName(principal: Principal): string | undefined {
  if (principal.type === "User") return nameIn(principal.arn);
  return principal.type === "SessionToken" && !isRoot(principal.arn) ? nameIn(principal.arn) : undefined;
}

function userId(principal: Principal): string | undefined {
  if (isAccountItself(principal)) return callerOf(principal)?.account;
  if (principal.type === "FederatedUser") return `${accountIn(principal.arn)}:${nameIn(principal.arn)}`;
  return principal.type === "Anonymous" ? "anonymous" : undefined;
}

function multiFactor({ principal, others }: Question): string | undefined {
  if (principal.type === "SessionToken") return String(principal.mfa);
  if (others?.includes("mfa-of-federated-identity")) return undefined;
  return principal.type === "FederatedUser" || principal.type === "AssumedRole" ? "false" : undefined;
}

function tagsOf(principal: Principal): Record<string, string> {
  const tags = "tags" in principal ? (principal.tags ?? {}) : {};
  return Object.fromEntries(
    Object.entries(tags).map(([tag, value]) => [`aws:principaltag/${tag.toLowerCase()}`, value]),
  );
}

export function keyValue(request: Question, key: string): string | undefined {
  // The only multivalued key of the small world, and a key that is not known, of which a request brings a list.
  if (key === "aws:tagkeys" || (key === "sample:key" && isList(request, key))) return undefined;
  const values = keyValues(request, key);
  return values?.length === 1 ? values[0] : undefined;
}

const isList = ({ context = {} }: Question, key: string): boolean =>
  Object.entries(context).some(([name, value]) => name.toLowerCase() === key && typeof value !== "string");
