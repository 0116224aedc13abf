// The probes of IAM.
import { iamGuardedWrites } from "./iam/guarded-writes.ts";
import { iamOtherEntities } from "./iam/other-entities.ts";
import { iamReads } from "./iam/reads.ts";
import type { Probe } from "./probe.ts";

export const iamProbes: readonly Probe[] = [...iamReads, ...iamGuardedWrites, ...iamOtherEntities];
