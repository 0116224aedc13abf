// The callers that an ARN may stand for.

import { isAccountId, parseArn } from "../arn.ts";
import type { Principal } from "../authorization-request.ts";

/** The name of a caller that no policy names, unless it does. */
export const SOMEONE = "someone-else";

/** The callers with a user's, role's or session's ARN, or behind whom it stands; none for any other text. */
export function principalsOf(arn: string, someone = SOMEONE): readonly Principal[] {
  const parts = parseArn(arn);
  const [word = "", name = ""] = parts?.resource.split(/\/(.*)/s) ?? [];
  if (parts === undefined || !isAccountId(parts.account)) return [];
  if (!/^(?:[\w+=,.@-]+\/)*[\w+=,.@-]+$/.test(name)) return [];
  const { partition, account, service } = parts;
  const last = name.slice(name.lastIndexOf("/") + 1);
  const sts = `arn:${partition}:sts::${account}:`;
  switch (`${service} ${word}`) {
    case "iam user":
      return [
        { type: "User", arn },
        { type: "SessionToken", arn, mfa: true },
        { type: "SessionToken", arn, mfa: false },
        { type: "FederatedUser", arn: `${sts}federated-user/${someone}`, user: arn },
      ];
    case "iam role":
      return [{ type: "AssumedRole", arn: `${sts}assumed-role/${last}/${someone}`, role: arn }];
    case "sts federated-user":
      return [{ type: "FederatedUser", arn, user: `arn:${partition}:iam::${account}:user/${someone}` }];
    case "sts assumed-role": {
      const [role = ""] = name.split("/");
      return [{ type: "AssumedRole", arn, role: `arn:${partition}:iam::${account}:role/${role}` }];
    }
    default:
      return [];
  }
}
