// The probes of STS.
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { federate } from "../../broker/federate.ts";
import type { Probe } from "./probe.ts";

const getCallerIdentity: Probe = {
  action: "sts:GetCallerIdentity",
  takes: ["identity"],
  harmless: "a read, which needs no permission and works even under an explicit deny",
  passes: [],
  async call({ sts }) {
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    return { genuine: Arn?.startsWith("arn:") === true, shows: Arn === undefined ? [] : [Arn] };
  },
};

const getFederationToken: Probe = {
  action: "sts:GetFederationToken",
  takes: ["federated user"],
  harmless: "STS keeps nothing; the session has no policy, so it can do nothing, and it is thrown away",
  passes: [],
  // An operator in CI is often a role's session, which may not federate either.
  brokerMay: true,
  async call({ sts }, { name }) {
    const { federatedUserArn } = await federate(sts, { name, durationSeconds: 900 });
    return { genuine: true, shows: [federatedUserArn] };
  },
};

export const stsProbes: readonly Probe[] = [getCallerIdentity, getFederationToken];
