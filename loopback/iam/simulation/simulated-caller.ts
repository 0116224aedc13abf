// The caller and the request of a simulation: the simulator's context and caller, in the form that policy/ takes.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
import type { ContextEntry } from "@aws-sdk/client-iam";
import { arnName, assumedRoleArn, parseArn, roleArn, userArn } from "../../../policy/arn.ts";
import type { Principal, RequestContext } from "../../../policy/authorization-request.ts";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call } from "../../operation.ts";
import { userNamed } from "../../store/user.ts";
import { policySource } from "./policy-source.ts";

interface SimulatedCaller {
  readonly principal: Principal;
  /** Keys whose values follow from the caller. */
  readonly knownKeys: readonly string[];
  readonly context: RequestContext;
}

/**
 * The caller: the user that an ARN names, or without an ARN the one that the context describes.
 * @throws AwsError InvalidInput for an ARN that is not a user's.
 */
export function simulatedCaller(
  arn: string | undefined,
  { account }: Call,
  entries: readonly ContextEntry[] | undefined,
): SimulatedCaller {
  const context = contextOf(entries);
  if (arn === undefined) return { principal: described(context, account), knownKeys: [], context };
  if (parseArn(arn)?.service !== "iam" || policySource(arn).type.kind !== "User")
    throw new AwsError(
      "InvalidInput",
      `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`,
    );
  const user = userNamed(account.store, arnName(arn));
  const principal: Principal = { type: "User", arn, ...(user && { tags: user.tags }) };
  const knownKeys = ["aws:username", "aws:userid", "aws:PrincipalArn", "aws:PrincipalAccount"];
  return { principal, knownKeys, context: { ...(user && { "aws:userid": user.id }), ...context } };
}

/** A caller of the account of whom only the context is known. */
function described(context: RequestContext, { id }: Account): Principal {
  const named = context["aws:principalarn"];
  const { service, resource = "" } = parseArn(typeof named === "string" ? named : "") ?? {};
  if (typeof named === "string" && service === "iam" && resource.startsWith("user/"))
    return { type: "User", arn: named };
  const name = context["aws:username"];
  if (typeof name === "string") return { type: "User", arn: userArn(id, "/", name) };
  const session = assumedRoleArn(id, "simulated", "simulated");
  const role = typeof named === "string" && service === "iam" ? named : roleArn(id, "/", "simulated");
  return { type: "AssumedRole", arn: session, role };
}

/** By name in lower case, because names ignore case. A list type gives a key several values, any other type one. */
function contextOf(entries: readonly ContextEntry[] = []): RequestContext {
  return Object.fromEntries(
    entries.map(({ ContextKeyName = "", ContextKeyValues = [], ContextKeyType = "string" }) => [
      ContextKeyName.toLowerCase(),
      ContextKeyType.endsWith("List") ? ContextKeyValues : (ContextKeyValues[0] ?? ""),
    ]),
  );
}
