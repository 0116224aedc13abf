// A kind of caller, in words.

import { arnAccount } from "../../policy/arn.ts";
import type { Principal } from "../../policy/authorization-request.ts";
import { wordsOf } from "../../policy/words/region.ts";

/** `user someone-else of account 111122223333`, `root of account …`, `a call that is not signed`. */
export function callerInWords(principal: Principal): string {
  switch (principal.type) {
    case "Anonymous":
      return "a call that is not signed";
    case "Root":
      return `root of account ${arnAccount(principal.arn)}`;
    case "Service":
      return sayNamed("Service", principal.service);
    case "WebIdentity":
      return `a caller of the identity provider ${principal.provider}`;
    case "SessionToken":
      return `${sayNamed("AWS", principal.arn)} (a session ${principal.mfa ? "with" : "without"} MFA)`;
    default:
      return sayNamed("AWS", principal.arn);
  }
}

const sayNamed = (type: "AWS" | "Service", value: string): string =>
  wordsOf({
    action: { negated: false, values: ["*"] },
    resource: { negated: false, values: ["*"] },
    conditions: [],
    principal: { negated: false, everyone: false, named: [{ type, value }] },
  }).principals;
