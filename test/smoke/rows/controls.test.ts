// What a control says of the call that it repeats.
import { expect, test } from "vitest";
import { readTarget } from "../../../smoke/deployment/target.ts";
import type { Probe } from "../../../smoke/probes/probe.ts";
import { openNegativeControls } from "../../../smoke/rows/controls.ts";
import { NoSession, type Sessions } from "../../../smoke/sessions/sessions.ts";
import { outputs } from "../outputs.ts";

const target = readTarget(outputs);
const refused = (name: string, message: string): Probe => ({
  ...{ action: "iam:ListUsers", takes: ["users"], harmless: "a read", passes: [] },
  async call() {
    throw Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 403, requestId: "R1" } });
  },
});
const unknown = refused("InvalidClientTokenId", "The security token included in the request is invalid");

/** The control by a session without a policy: `identified` or not by STS, or never `made`. */
function control(probe: Probe, { identified, made = true }: { identified: boolean; made?: boolean }) {
  const clients = async (principal: string) => {
    if (!made && principal === "NoPolicy") throw new NoSession("the broker could not federate NoPolicy");
    return {};
  };
  const sessions = { clients, identified: async () => identified } as unknown as Sessions;
  return openNegativeControls(
    target,
    sessions,
    "federation-broker-probe-0",
  )(probe, { resource: "all users" });
}

test("a session that STS knows and IAM does not is denied the call", async () => {
  expect(await control(unknown, { identified: true })).toMatchObject({ outcome: "denied" });
});

test("a session that nobody knows controls nothing", async () => {
  expect(await control(unknown, { identified: false })).toEqual({
    by: "a session without a policy",
    outcome: "inconclusive",
    requestId: "R1",
    reason: "InvalidClientTokenId: The security token included in the request is invalid",
  });
});

test("where there is no session, the rejection of a call that is not signed controls", async () => {
  const missing = refused("MissingAuthenticationToken", "Request is missing Authentication Token");
  expect(await control(missing, { identified: false, made: false })).toMatchObject({
    by: "a caller who does not sign",
    outcome: "rejected",
  });
});
