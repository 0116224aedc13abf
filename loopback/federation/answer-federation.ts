// The console's federation endpoint, /federation: credentials for a sign-in token, a sign-in token for a console.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html
import type { Account } from "../account.ts";
import type { Trace } from "../answer.ts";
import { readQuery, type WireRequest, type WireResponse } from "../wire/wire-request.ts";
import { getSigninToken } from "./get-signin-token.ts";
import { login } from "./login.ts";
import type { Parameters } from "./parameters.ts";
import { SigninError } from "./signin-error.ts";

const path = "/federation";
const actions = { getSigninToken, login };

/** A bucket may have that name, too. But requests to S3 are signed, or do not have this parameter. */
export function isFederation(request: WireRequest): boolean {
  return (
    request.path === path &&
    request.headers.authorization === undefined &&
    /^(GET|HEAD|POST)$/.test(request.method) &&
    parametersOf(request).has("Action")
  );
}

/** Answers with JSON or a page; a refusal is a page of status 400. */
export function answerFederation(request: WireRequest, account: Account, trace: Trace): WireResponse {
  try {
    const parameters = parametersOf(request);
    const action = parameters.get("Action")?.[0] ?? "";
    const serve = Object.hasOwn(actions, action) ? actions[action as keyof typeof actions] : undefined;
    if (serve === undefined) throw new SigninError(`Invalid action: ${action}`);
    trace.service = "signin";
    trace.operation = action === "login" ? "ConsoleLogin" : "GetSigninToken";
    const { type, content } = serve(parameters, account, (caller) => {
      trace.caller = caller;
    });
    return page(200, type, content, request.id);
  } catch (error) {
    if (!(error instanceof SigninError)) throw error;
    trace.error = error;
    const content = `HTTP Status 400 - ${error.message}`;
    return page(400, "text/plain; charset=utf-8", content, request.id);
  }
}

function parametersOf({ headers, body, query }: WireRequest): Parameters {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers["content-type"] ?? "");
  return isForm && body.length > 0 ? readQuery(body.toString(), " ") : query;
}

function page(status: number, type: string, body: string, id: string): WireResponse {
  return {
    status,
    headers: {
      "content-type": type,
      "x-amzn-requestid": id,
      "cache-control": "no-store",
      // The request's address holds a secret, and the answer is about it.
      "referrer-policy": "no-referrer",
      "content-security-policy": "default-src 'none'",
      "x-content-type-options": "nosniff",
    },
    body,
  };
}
