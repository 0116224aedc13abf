// The policy pack: registers every guardrail with Pulumi's engine, which asks it about each preview and update.
import { PolicyPack, type ResourceValidationArgs, type StackValidationArgs } from "@pulumi/policy";
import type { Configuration } from "../configuration.ts";
import { readConfiguration } from "../read-configuration.ts";
import { listenToEngine, secrecyOf } from "./engine-requests.ts";
import type { Guardrail } from "./guardrail.ts";
import { guardrails, judgeOutputs, judgeResource } from "./guardrails.ts";

const received = listenToEngine();

function configuration(): Configuration {
  if (received.stack === undefined) throw new Error("the engine has not sent the stack's configuration");
  const { config, project, secretKeys } = received.stack;
  return readConfiguration(config, project, secretKeys);
}

const declaredBy = ({ resources }: StackValidationArgs): unknown =>
  resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.props.secretOutputs;

const planned = ({ type, name, props, opts }: ResourceValidationArgs) => ({
  type,
  name,
  properties: props,
  protect: opts.protect,
});

const policyOf = (rule: Guardrail) => ({
  name: rule.name,
  description: rule.description,
  enforcementLevel: "mandatory" as const,
  ...(rule.resource !== undefined && {
    validateResource(resource: ResourceValidationArgs, report: (violation: string) => void) {
      for (const violation of judgeResource(rule, planned(resource), configuration)) report(violation);
    },
  }),
  ...(rule.outputs !== undefined && {
    validateStack(stack: StackValidationArgs, report: (violation: string) => void) {
      for (const violation of judgeOutputs(rule, () => secrecyOf(received.outputs, declaredBy(stack)))) {
        report(violation);
      }
    },
  }),
});

new PolicyPack("federation-broker", { policies: guardrails.map(policyOf) as never });
