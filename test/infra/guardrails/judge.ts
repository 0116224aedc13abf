// The guardrails' violations by one resource or by outputs, by the name of the rule.

import { guardrails, judgeOutputs, judgeResource } from "../../../infra/guardrails/guardrails.ts";
import { readConfiguration } from "../../../infra/read-configuration.ts";

/** A sentence for each violation, by rule; rules without violations are left out. */
export function judge(
  type: string,
  properties: Record<string, unknown>,
  options: Record<string, string> = {},
  protect = true,
): Record<string, readonly string[]> {
  const configuration = readConfiguration(
    Object.fromEntries(Object.entries(options).map(([name, value]) => [`federation-broker:${name}`, value])),
    "federation-broker",
  );
  const resource = { type, name: "it", properties, protect };
  return said(guardrails.map((rule) => [rule.name, judgeResource(rule, resource, () => configuration)]));
}

/** The same about outputs: whether each is secret. */
export const judgeSecrecy = (secrecy: Record<string, boolean>): Record<string, readonly string[]> =>
  said(guardrails.map((rule) => [rule.name, judgeOutputs(rule, () => new Map(Object.entries(secrecy)))]));

const said = (violations: readonly (readonly [string, readonly string[]])[]) =>
  Object.fromEntries(violations.filter(([, sentences]) => sentences.length > 0));
