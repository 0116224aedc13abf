// A session whose time is up, for the promises about its credentials.
import { federate } from "../../broker/federate.ts";
import { sessionPolicies } from "../../broker/session-policies.ts";
import { closeClients, openClients } from "../calls/clients.ts";
import type { Target } from "../deployment/target.ts";
import { sayFailure } from "./sessions.ts";

/** Gives what `make` made, once that many seconds have passed on the target's clock. */
export type Outlive = <T>(make: () => Promise<T>, seconds: number) => Promise<T>;

/** The shortest time that AWS lets a session live. */
const SECONDS = 900;

/** A session that is still to be made. */
export const UNMADE = { failure: "the session was not made" };

/** The target with a session of the broker's whose time is up; or with the reason why it could not be made. */
export async function withExpired(target: Target, outlive: Outlive): Promise<Target> {
  const broker = openClients(target, target.broker.credentials);
  const policy = sessionPolicies["list-bucket"](target.bucket.arn);
  const request = { name: "Expired", policy, durationSeconds: SECONDS };
  try {
    const { credentials } = await outlive(() => federate(broker.sts, request), SECONDS);
    const { expiration: _, ...expired } = credentials;
    return { ...target, expired };
  } catch (thrown) {
    return {
      ...target,
      expired: { failure: `no session could be made and outlived (${sayFailure(thrown)})` },
    };
  } finally {
    closeClients(broker);
  }
}
