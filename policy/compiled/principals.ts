// How a Principal element names the caller: not at all, by its account, by the user or role behind it, or by itself.

import { isAccountId, isRootArn, parseArn } from "../arn.ts";
import type { Principal } from "../authorization-request.ts";
import type { Effect, PrincipalElement } from "../policy-document.ts";
import type { Asked } from "../request/asked.ts";
import { EvaluationError } from "../request/evaluation-error.ts";

/**
 * What an Allow that names the caller in this way means in the caller's own account.
 * `account`: permission to permit, so an identity policy must allow too. `behind`: added to the identity
 * policies, limited by boundary and session policies. `direct`: a grant that only a Deny limits.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export type Naming = "none" | "account" | "behind" | "direct";

export type PrincipalTest = (asked: Asked) => Naming;

/** The test of a Principal or NotPrincipal element. */
export function compilePrincipal(element: PrincipalElement, effect: Effect): PrincipalTest {
  const names = collect(element);
  // An Allow with NotPrincipal is refused when it is read.
  if (element.negated) return (asked) => namingAllBut(names, asked);
  if (effect === "Allow" && names.everyone) return (asked) => namingEveryone(names, asked);
  if (effect === "Allow" || names.canonical.length === 0) return (asked) => naming(names, asked);
  return (asked) => {
    const found = naming(names, asked);
    if (found === "none") throw unknownCanonical(names);
    return found;
  };
}

interface Names {
  readonly everyone: boolean;
  readonly accounts: ReadonlySet<string>;
  readonly arns: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly providers: ReadonlySet<string>;
  readonly canonical: readonly string[];
}

function collect({ everyone, named }: PrincipalElement): Names {
  const aws = named.filter(({ type }) => type === "AWS").map(({ value }) => value);
  const accounts = aws.map((value) => {
    // A trust policy may write an account id with dashes.
    const account = value.replaceAll("-", "");
    if (isAccountId(account)) return account;
    return isRootArn(value) ? parseArn(value)?.account : undefined;
  });
  const of = (wanted: string): string[] =>
    named.filter(({ type }) => type === wanted).map(({ value }) => value);
  return {
    everyone: everyone || aws.includes("*"),
    accounts: new Set(accounts.filter((account) => account !== undefined)),
    arns: new Set(aws.filter((value) => value.startsWith("arn:") && !isRootArn(value))),
    services: new Set(of("Service")),
    providers: new Set(of("Federated")),
    canonical: of("CanonicalUser"),
  };
}

// A page says of users and of the sessions of roles that "*" grants directly, and none of federated users.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
function namingEveryone({ arns }: Names, asked: Asked): Naming {
  const open = asked.request.principal.type === "FederatedUser" && !arns.has(asked.arn ?? "");
  return open && asked.takesOther("everyone-and-session-policy") ? "behind" : "direct";
}

// The strongest way in which the element names the caller.
function naming(names: Names, asked: Asked): Naming {
  const { arn, behind, account, root, request } = asked;
  if (names.everyone) return "direct";
  const stranger = namesStranger(names, request.principal);
  if (stranger !== undefined) return stranger ? "direct" : "none";
  if (arn !== undefined && names.arns.has(arn)) return "direct";
  if (behind !== undefined && names.arns.has(behind)) return "behind";
  if (account === undefined || !names.accounts.has(account)) return "none";
  return root ? "direct" : "account";
}

// Whether the element names a caller without ARN: a service or a web identity; undefined for every other.
function namesStranger({ services, providers }: Names, principal: Principal): boolean | undefined {
  if (principal.type === "Service") return services.has(principal.service);
  return principal.type === "WebIdentity" ? providers.has(principal.provider) : undefined;
}

// NotPrincipal: AWS may judge the account, then the user or role, then the session, so each must be named.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
function namingAllBut(names: Names, asked: Asked): Naming {
  const { arn, behind, account, root, request, bounded } = asked;
  if (names.everyone) return "none";
  // "Always denies any IAM principal that has a permissions boundary", even if it is named.
  if (bounded) return "direct";
  const stranger = namesStranger(names, request.principal);
  if (stranger !== undefined) return stranger ? "none" : "direct";
  if (arn === undefined || account === undefined || !names.accounts.has(account)) return "direct";
  if (root) return "none";
  const behindNamed = behind === undefined || isRootArn(behind) || names.arns.has(behind);
  return behindNamed && names.arns.has(arn) ? "none" : "direct";
}

const unknownCanonical = ({ canonical }: Names): EvaluationError =>
  new EvaluationError(
    `The statement denies the canonical user ${canonical.join(", ")}, and a request does not tell its caller's canonical id.`,
  );
