// Every guardrail, and how they are applied: a rule that cannot judge is a violation, never advice.
import type { Configuration } from "../configuration.ts";
import { brokerCeiling } from "./broker-ceiling.ts";
import type { Guardrail, PlannedResource, Secrecy } from "./guardrail.ts";
import { keptProtection } from "./kept-protection.ts";
import { privateBuckets } from "./private-buckets.ts";
import { secretKeys } from "./secret-keys.ts";

export const guardrails: readonly Guardrail[] = [brokerCeiling, privateBuckets, secretKeys, keptProtection];

/** A rule's violations by a resource: a sentence for each. */
export const judgeResource = (
  rule: Guardrail,
  resource: PlannedResource,
  configuration: () => Configuration,
): readonly string[] =>
  judged(
    rule,
    `"${resource.name}" (${resource.type})`,
    () => rule.resource?.(resource, configuration()) ?? [],
  );

/** A rule's violations by the stack's outputs. */
export const judgeOutputs = (rule: Guardrail, secrecy: () => Secrecy): readonly string[] =>
  judged(rule, "the stack's outputs", () => rule.outputs?.(secrecy()) ?? []);

function judged({ name }: Guardrail, subject: string, judge: () => readonly string[]): readonly string[] {
  try {
    return judge();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [`The rule ${name} could not judge ${subject}, so it is refused: ${why}`];
  }
}
