// One request in words, as reports show a witness.

import type { AuthorizationRequest, Principal } from "../authorization-request.ts";
import { arnInWords } from "./resources.ts";
import { listed, said } from "./say.ts";

/** `s3:GetObject on arn:aws:s3:::reports/a with aws:Referer x`; whoever asks is told by callerInWords. */
export function requestInWords({ action, resource, context = {} }: AuthorizationRequest): string {
  const keys = Object.entries(context).map(([key, value]) =>
    typeof value === "string" ? `${said(key)} ${said(value)}` : `${said(key)} ${several(value)}`,
  );
  return `${said(action)} on ${said(resource)}${keys.length === 0 ? "" : ` with ${listed(keys, "and")}`}`;
}

const several = (values: readonly string[]): string => `[${values.map(said).join(", ")}]`;

/** `user alice of account 111122223333`, `anyone without credentials`. */
export function callerInWords(principal: Principal): string {
  switch (principal.type) {
    case "Anonymous":
      return "anyone without credentials";
    case "Service":
      return `the service ${said(principal.service)}`;
    case "WebIdentity":
      return `a caller of the identity provider ${said(principal.provider)}`;
    case "SessionToken":
      return `a session ${principal.mfa ? "with" : "without"} MFA of ${arnInWords(principal.arn)}`;
    default:
      return arnInWords(principal.arn);
  }
}
