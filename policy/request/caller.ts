// The parsed caller: the ARN, the account, and the user or role behind a session.
import { arnAccount, arnName, isRootArn, parseArn } from "../arn.ts";
import type { Principal } from "../authorization-request.ts";
import { remember } from "../remember.ts";
import { EvaluationError } from "./evaluation-error.ts";

export interface Caller {
  /** The caller's own ARN; undefined for services and the anonymous. */
  readonly arn: string | undefined;
  readonly account: string | undefined;
  /** The user or role behind a session. */
  readonly behind: string | undefined;
  /** The account itself asks: root, or a GetSessionToken session of root. */
  readonly root: boolean;
  /** A federated session that root made. */
  readonly madeByRoot: boolean;
  /** The session of a role that only an AWS service assumes. */
  readonly serviceLinked: boolean;
}

const NOBODY: Caller = {
  arn: undefined,
  account: undefined,
  behind: undefined,
  root: false,
  madeByRoot: false,
  serviceLinked: false,
};

// https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
const isServiceLinked = remember((role: string) =>
  /^arn:[^:]+:iam::\d{12}:role\/aws-service-role\//.test(role),
);

/** Throws EvaluationError where a principal contradicts itself: it must never count as a more powerful one. */
export function callerOf(principal: Principal): Caller {
  switch (principal.type) {
    case "Service":
    case "WebIdentity":
    case "Anonymous":
      return NOBODY;
    case "Root":
      requireKind(principal.arn, ["iam root"]);
      return known(principal.arn, undefined, true);
    case "User":
      requireKind(principal.arn, ["iam user"]);
      return known(principal.arn, undefined, false);
    case "SessionToken":
      requireKind(principal.arn, ["iam user", "iam root"]);
      return known(principal.arn, undefined, isRootArn(principal.arn));
    case "FederatedUser":
      requireKind(principal.arn, ["sts federated-user"]);
      requireKind(principal.user, ["iam user", "iam root"]);
      return known(principal.arn, principal.user, false);
    case "AssumedRole":
      requireKind(principal.arn, ["sts assumed-role"]);
      requireKind(principal.role, ["iam role"]);
      requireRole(principal.arn, principal.role);
      return known(principal.arn, principal.role, false);
    default: {
      const { type } = principal as { readonly type: unknown };
      throw new EvaluationError(`There is no principal of type "${String(type)}".`);
    }
  }
}

// The same callers occur again and again.
const accountOf = remember(arnAccount);
const partitionOf = remember((arn: string) => parseArn(arn)?.partition);

// `user/` names nobody, and a role session must have a name.
const isComplete = remember((arn: string): boolean => {
  const resource = parseArn(arn)?.resource ?? "";
  return (
    !/(?:^|\/)(?:\/|$)/.test(resource) && (!resource.startsWith("assumed-role/") || ROLE_SESSION.test(arn))
  );
});
const ROLE_SESSION = /:assumed-role\/([^/]+)\/[^/]+$/;

function requireRole(session: string, role: string): void {
  if (ROLE_SESSION.exec(session)?.[1] === arnName(role)) return;
  throw new EvaluationError(`The principal "${session}" is no session of the role "${role}".`);
}

function known(arn: string, behind: string | undefined, root: boolean): Caller {
  const account = accountOf(arn);
  if (account === undefined) throw new EvaluationError(`The principal "${arn}" is no ARN with an account.`);
  if (behind !== undefined && (accountOf(behind) !== account || partitionOf(behind) !== partitionOf(arn))) {
    throw new EvaluationError(
      `The principal "${arn}" cannot come from "${behind}", which is not of its account and partition.`,
    );
  }
  return {
    arn,
    account,
    behind,
    root,
    madeByRoot: behind !== undefined && isRootArn(behind),
    serviceLinked: behind !== undefined && isServiceLinked(behind),
  };
}

const KINDS = {
  "iam root": "root",
  "iam user": "a user",
  "iam role": "a role",
  "sts federated-user": "a federated user",
  "sts assumed-role": "the session of a role",
} as const;

type Kind = keyof typeof KINDS;

// The service of an ARN and the first word of its resource: `sts federated-user`.
const kindOf = remember((arn: string): string => {
  const parts = parseArn(arn);
  return parts === undefined ? "" : `${parts.service} ${parts.resource.split("/")[0]}`;
});

function requireKind(arn: string, kinds: readonly Kind[]): void {
  const kind = kindOf(arn);
  if (arnAccount(arn) === undefined) return; // known() refuses a text that is no ARN
  if (kinds.some((one) => one === kind) && isComplete(arn)) return;
  const claimed = kinds.map((one) => KINDS[one]).join(" or ");
  throw new EvaluationError(`The principal "${arn}" is said to be ${claimed}, and its ARN says otherwise.`);
}
