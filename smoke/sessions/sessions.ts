// The credentials of every principal in one run: made when first needed, made once, kept in memory only.
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { federate } from "../../broker/federate.ts";
import { sessionToken } from "../../broker/session-token.ts";
import { readFailure } from "../calls/aws-failure.ts";
import { type Clients, closeClients, openClients } from "../calls/clients.ts";
import { memoize } from "../calls/memoize.ts";
import { Retries } from "../calls/retries.ts";
import { secretsOf } from "../deployment/redact.ts";
import type { Credentials, Target } from "../deployment/target.ts";
import { type Identity, principals } from "../principals.ts";
import { arnOf, sessionOf } from "./identity.ts";

export interface Sessions {
  /**
   * The clients of a principal; `again` makes a new session for it.
   * @throws NoSession when the broker could not federate it.
   */
  clients(principal: string, again?: boolean): Promise<Clients>;
  /** The operator's clients, when there is an operator. */
  operator: Clients | undefined;
  /** Whether GetCallerIdentity confirms that the credentials are the principal's. */
  identified(principal: string, again?: boolean): Promise<boolean>;
  /** Every secret key and session token so far, to be kept out of reports. */
  secrets(): readonly string[];
  close(): void;
}

/** A principal has no credentials in this run; `message` says why, in words that end a sentence. */
export class NoSession extends Error {
  override name = "NoSession";
}

/** Opens nothing yet: a principal's session is made at its first call, and shared by all of its calls. */
export function openSessions(target: Target, sessionPolicy: string | undefined): Sessions {
  const opened: Clients[] = [];
  const secrets: string[] = [];
  const retries = new Retries();
  const open = (credentials: Credentials): Clients => {
    secrets.push(...secretsOf(credentials));
    const clients = openClients(target, credentials, retries);
    opened.push(clients);
    return clients;
  };
  const openUnsigned = (): Clients => {
    const clients = openClients(target, undefined, retries);
    opened.push(clients);
    return clients;
  };
  const broker = open(target.broker.credentials);
  const clients = memoize(async (principal: string) => {
    const identity = principals[principal]?.identity ?? { type: "broker" };
    switch (identity.type) {
      case "broker":
        return broker;
      case "nobody":
        return openUnsigned();
      case "retired key":
        return open(requireKey(target.retiredKey));
      case "expired session":
        return open(requireKey(target.expired));
      default:
        return open(await vend(principal, identity, broker, target, sessionPolicy));
    }
  });
  return {
    clients,
    operator: target.operator && open(target.operator),
    identified: memoize(async (principal) =>
      identify(await clients(principal), arnOf(principal, target).arn),
    ),
    secrets: () => secrets,
    close: () => {
      for (const each of opened) closeClients(each);
    },
  };
}

/** @throws NoSession with the reason, when the deployment lacks the credentials or they could not be made. */
function requireKey(key: Credentials | { readonly failure: string } | undefined): Credentials {
  if (key === undefined) throw new NoSession("the deployment has no such credentials");
  if ("failure" in key) throw new NoSession(key.failure);
  return key;
}

type Vended = Extract<Identity, { type: "federated user" | "session token" }>;

async function vend(
  principal: string,
  identity: Vended,
  { sts }: Clients,
  target: Target,
  sessionPolicy: string | undefined,
): Promise<Credentials> {
  try {
    if (identity.type === "session token") return await sessionToken(sts, identity.durationSeconds);
    const { managed, ...session } = sessionOf(principal, target, sessionPolicy) ?? identity.session(target);
    const policyArns = managed?.map(({ arn }) => arn);
    return (await federate(sts, { ...session, ...(policyArns && { policyArns }) })).credentials;
  } catch (thrown) {
    const asked = identity.type === "session token" ? "get a session token for" : "federate";
    throw new NoSession(`the broker could not ${asked} ${principal} (${sayFailure(thrown)})`);
  }
}

/** What AWS or the network said, in a few words. */
export function sayFailure(thrown: unknown): string {
  const { code, message } = readFailure(thrown);
  return [code, message].filter(Boolean).join(": ");
}

async function identify({ sts }: Clients, arn: string | undefined): Promise<boolean> {
  return sts.send(new GetCallerIdentityCommand({})).then(
    ({ Arn }) => Arn !== undefined && Arn === arn,
    () => false,
  );
}
