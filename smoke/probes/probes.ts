// Every probe, by the action it exercises.
import { iamProbes } from "./iam.ts";
import type { Probe } from "./probe.ts";
import { s3Probes } from "./s3.ts";
import { stsProbes } from "./sts.ts";

export const probes: ReadonlyMap<string, Probe> = new Map(
  [...s3Probes, ...stsProbes, ...iamProbes].map((probe) => [probe.action, probe]),
);
