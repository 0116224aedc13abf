// All guardrails together, for deploying a stack with this configuration without the engine.
import type { Configuration } from "../configuration.ts";
import type { PlannedResource, Secrecy } from "./guardrail.ts";
import { guardrails, judgeOutputs, judgeResource } from "./guardrails.ts";

/** Each function gives a sentence for every violation of any rule. */
export const rulesFor = (configuration: Configuration) => ({
  resource: (resource: PlannedResource): readonly string[] =>
    guardrails.flatMap((rule) => judgeResource(rule, resource, () => configuration)),
  outputs: (secrecy: Secrecy): readonly string[] =>
    guardrails.flatMap((rule) => judgeOutputs(rule, () => secrecy)),
});
