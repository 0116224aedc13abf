// Finds what a promise is about: its probe, its resource, and its prediction.
import { type Prediction, predict } from "../prediction/predict.ts";
import type { Probe } from "../probes/probe.ts";
import { probes } from "../probes/probes.ts";
import type { Promised } from "../promises.ts";
import { type Resource, resources } from "../resources.ts";
import type { Run } from "./run.ts";

export interface Located {
  readonly probe: Probe;
  readonly resource: Resource;
  readonly prediction: Prediction;
}

export function locate(promised: Promised, { target, documents, missingKey }: Run): Located {
  const probe = probes.get(promised.action);
  const resource = resources[promised.resource]?.(target, missingKey);
  if (probe === undefined || resource === undefined) throw new Error("this promise was not validated");
  const prediction = predict(promised, probe, resource, target, documents, new Date());
  return { probe, resource, prediction };
}
