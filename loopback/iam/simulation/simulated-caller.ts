// Who calls in a simulation, and what is told of the request: the simulator's context and caller, as policy/ takes them.
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
 * The caller that an ARN names, a user; without an ARN, whom the context describes.
 * @throws AwsError InvalidInput for the ARN of anybody else.
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

/** Somebody of the account of whom nothing is known but what the context says. */
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

/** By names in lower case, which is all one. A list's type makes several values of a key, any other type one. */
function contextOf(entries: readonly ContextEntry[] = []): RequestContext {
  return Object.fromEntries(
    entries.map(({ ContextKeyName = "", ContextKeyValues = [], ContextKeyType = "string" }) => [
      ContextKeyName.toLowerCase(),
      ContextKeyType.endsWith("List") ? ContextKeyValues : (ContextKeyValues[0] ?? ""),
    ]),
  );
}
