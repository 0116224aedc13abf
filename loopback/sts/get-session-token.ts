// sts:GetSessionToken: credentials that act as their user, or as root, with MFA or without.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
import type { GetSessionTokenRequest, GetSessionTokenResponse } from "@aws-sdk/client-sts";
import type { Call, Operation } from "../operation.ts";
import { requireActiveRegion } from "./active-region.ts";
import { serialNumber, tokenCode } from "./constraints.ts";
import { takeOneTimePassword } from "./multi-factor.ts";
import { sessionCredentials } from "./session-credentials.ts";
import { sessionDuration } from "./session-duration.ts";

export const getSessionToken: Operation<GetSessionTokenRequest, GetSessionTokenResponse> = {
  takes: ["DurationSeconds", "SerialNumber", "TokenCode"],
  constraints: {
    DurationSeconds: { min: 900, max: 129_600 },
    SerialNumber: serialNumber,
    TokenCode: tokenCode,
  },

  /** It needs no permission and no policy denies it; session credentials are refused. */
  requires(_input, call) {
    requireActiveRegion(call);
    return [{ action: "sts:GetSessionToken", resource: "*" }];
  },

  handle(input, call: Call) {
    const { account, caller } = call;
    const mfa = takeOneTimePassword(input, call);
    const user = caller.user && { user: caller.user.id };
    const session = { type: "SessionToken" as const, ...user, mfa };
    const seconds = sessionDuration(input.DurationSeconds, caller);
    return { Credentials: sessionCredentials(session, seconds, account) };
  },
};
