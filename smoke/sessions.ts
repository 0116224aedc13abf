// The credentials of every principal in one run: made when first needed, made once, kept in memory only.
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { federate } from "../broker/federate.ts";
import { sessionToken } from "../broker/session-token.ts";
import { readFailure } from "./aws-failure.ts";
import { type Clients, closeClients, openClients } from "./clients.ts";
import { once } from "./once.ts";
import { arnOf, type Identity, principals, sessionPolicyOf } from "./principals.ts";
import { Retries } from "./retries.ts";
import type { Credentials, Target } from "./target.ts";

export interface Sessions {
  /**
   * The clients of a principal; `again` makes its session anew.
   * @throws NoSession when the broker could not federate it.
   */
  clients(principal: string, again?: boolean): Promise<Clients>;
  /** The operator's clients, when there is an operator. */
  operator: Clients | undefined;
  /** Whether GetCallerIdentity says of the principal's credentials that they are the principal's. */
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
    secrets.push(
      credentials.secretAccessKey,
      ...(credentials.sessionToken ? [credentials.sessionToken] : []),
    );
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
  const clients = once(async (principal: string) => {
    const identity = principals[principal]?.identity ?? { type: "broker" };
    if (identity.type === "broker") return broker;
    if (identity.type === "nobody") return openUnsigned();
    const policy = sessionPolicyOf(principal, target.bucket.arn, sessionPolicy);
    return open(await sessionOf(principal, identity, broker, policy));
  });
  return {
    clients,
    operator: target.operator && open(target.operator),
    identified: once(async (principal) => identify(await clients(principal), arnOf(principal, target).arn)),
    secrets: () => secrets,
    close: () => {
      for (const each of opened) closeClients(each);
    },
  };
}

type Temporary = Extract<Identity, { durationSeconds: number }>;

async function sessionOf(
  principal: string,
  identity: Temporary,
  { sts }: Clients,
  policy: string | undefined,
): Promise<Credentials> {
  try {
    if (identity.type === "session token") return await sessionToken(sts, identity.durationSeconds);
    const { name, durationSeconds } = identity;
    const request = { name, durationSeconds, ...(policy === undefined ? {} : { policy }) };
    return (await federate(sts, request)).credentials;
  } catch (thrown) {
    const { code, message } = readFailure(thrown);
    const asked = identity.type === "session token" ? "get a session token for" : "federate";
    throw new NoSession(
      `the broker could not ${asked} ${principal} (${[code, message].filter(Boolean).join(": ")})`,
    );
  }
}

async function identify({ sts }: Clients, arn: string | undefined): Promise<boolean> {
  return sts.send(new GetCallerIdentityCommand({})).then(
    ({ Arn }) => Arn !== undefined && Arn === arn,
    () => false,
  );
}
