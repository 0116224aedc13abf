// The condition keys of the second evaluator.
import type { AuthorizationRequest } from "../../../policy/authorization-request.ts";
import { accountIn, callerOf, isRoot } from "./naive-principals.ts";

/** The values of a condition key: the context's, or those AWS derives from the caller. */
export function keyValues(request: AuthorizationRequest, key: string): string[] | undefined {
  for (const [name, value] of Object.entries(request.context ?? {})) {
    if (name.toLowerCase() === key) return typeof value === "string" ? [value] : [...value];
  }
  const { principal } = request;
  const caller = callerOf(principal);
  const root = caller !== undefined && principal.type !== "FederatedUser" && isRoot(caller.arn);
  const plainUser = principal.type === "User" || (principal.type === "SessionToken" && !root);
  const type = root ? "Account" : principal.type === "SessionToken" ? "User" : principal.type;
  const name = caller?.arn.split("/").at(-1) ?? "";
  const tags = "tags" in principal ? (principal.tags ?? {}) : {};
  const derived: Record<string, string | undefined> = {
    "aws:principalarn": principal.type === "AssumedRole" ? principal.role : caller?.arn,
    "aws:principalaccount": principal.type === "Anonymous" ? "anonymous" : caller?.account,
    "aws:principaltype": type === "Service" ? undefined : type,
    "aws:username": plainUser ? name : undefined,
    "aws:userid": root
      ? caller.account
      : principal.type === "FederatedUser"
        ? `${caller?.account}:${name}`
        : principal.type === "Anonymous"
          ? "anonymous"
          : undefined,
    "aws:principalisawsservice":
      principal.type === "Anonymous" ? undefined : String(principal.type === "Service"),
    "aws:principalservicename": principal.type === "Service" ? principal.service : undefined,
    // There, whatever it is: enough to answer Null.
    "aws:multifactorauthage": principal.type === "SessionToken" && principal.mfa ? "some seconds" : undefined,
    "aws:multifactorauthpresent":
      principal.type === "SessionToken"
        ? String(principal.mfa)
        : principal.type === "FederatedUser" || principal.type === "AssumedRole"
          ? "false"
          : undefined,
    "aws:resourceaccount": request.resourceAccount ?? accountIn(request.resource) ?? caller?.account,
    ...Object.fromEntries(
      Object.entries(tags).map(([tag, value]) => [`aws:principaltag/${tag.toLowerCase()}`, value]),
    ),
  };
  const value = derived[key];
  return value === undefined ? undefined : [value];
}

export function keyValue(request: AuthorizationRequest, key: string): string | undefined {
  const values = keyValues(request, key);
  return values?.length === 1 ? values[0] : undefined;
}
