// login: says who is signed in. AWS would open its console here; the loopback has none.
import type { Account } from "../account.ts";
import type { Caller } from "../signature/caller.ts";
import { sessionHolder } from "../signature/session-holder.ts";
import { openSession } from "../signature/session-token.ts";
import type { Parameters } from "./parameters.ts";
import { SigninError } from "./signin-error.ts";
import { openSignin } from "./signin-token.ts";

/** A sign-in token is good for 15 minutes. */
const lifetime = 15 * 60 * 1000;

/** @throws SigninError for an invalid or old token, a session that has ended, a Destination outside AWS's console. */
export function login(parameters: Parameters, account: Account, signed: (caller: Caller) => void) {
  const token = parameters.get("SigninToken")?.[0];
  if (token === undefined) throw new SigninError("Missing required parameter: SigninToken");
  const destination = readDestination(parameters.get("Destination")?.[0]);
  const now = account.now().getTime();
  const signin = openSignin(token, account);
  if (signin === undefined) throw new SigninError("Invalid value for parameter: SigninToken");
  if (signin.issued + lifetime <= now) throw new SigninError("The sign-in token has expired");
  const session = openSession(signin.token, account);
  const holder = session && sessionHolder(session, account);
  if (session === undefined || holder === undefined || signin.ends <= now)
    throw new SigninError("Your session has expired. Please sign in again.");
  const caller = { ...holder, session };
  signed(caller);
  const arn = "arn" in caller.principal ? caller.principal.arn : "";
  const issuer = parameters.get("Issuer")?.[0];
  return {
    type: "text/html; charset=utf-8",
    content: page(arn, account.id, signin.ends, destination, issuer),
  };
}

/** Only AWS's console is a destination: otherwise this would be an open redirector. */
function readDestination(text: string | undefined): string {
  if (text === undefined) throw new SigninError("Missing required parameter: Destination");
  const url = URL.parse(text);
  const isConsole =
    url?.protocol === "https:" &&
    /^([a-z0-9-]+\.)*(console\.aws\.amazon|aws\.amazon)\.com$/.test(url.hostname);
  if (url !== null && isConsole && url.username === "" && url.password === "") return url.href;
  throw new SigninError("Invalid value for parameter: Destination");
}

function page(arn: string, account: string, ends: number, destination: string, issuer?: string): string {
  const rows = {
    "Signed in as": arn,
    Account: account,
    Until: new Date(ends).toISOString(),
    Destination: destination,
    ...(issuer !== undefined && { Issuer: issuer }),
  };
  const list = Object.entries(rows).map(([name, value]) => `<dt>${name}</dt><dd>${escaped(value)}</dd>`);
  return `<!DOCTYPE html><html lang="en"><title>Signed in</title><dl>${list.join("")}</dl></html>\n`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
