// Runs a program without making anything, so that rules can judge its resources before any of them exists.
import * as pulumi from "@pulumi/pulumi";
import type { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import type { Clients } from "../aws/clients.ts";
import { DeploymentError } from "../errors/deployment-error.ts";
import { withName } from "../properties/autoname.ts";
import { resourceTypeOf } from "../types/resource-types.ts";
import { callFunction } from "./call-function.ts";

/** A resource as a program asks for it. Reading an unknown input throws. */
export interface PlannedResource {
  readonly type: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Whether the program protects it from deletion. */
  readonly protect: boolean;
}

/** The rules that a deployment must obey; each violation is one sentence. */
export interface Rules {
  resource(resource: PlannedResource): readonly string[];
  /** Judges the outputs' names, and whether each is secret. */
  outputs(secrecy: ReadonlyMap<string, boolean>): readonly string[];
}

/** The context of a preview. */
interface Previewed {
  readonly clients: Clients;
  readonly rules: Rules;
  readonly project: string;
  readonly stack: string;
}

/**
 * Judges a program's resources and outputs.
 *
 * @param start runs the program, once Pulumi's runtime is set up, and gives its outputs
 * @throws DeploymentError with every violation, a line each
 */
export async function preview(
  { clients, rules, project, stack }: Previewed,
  start: () => Promise<object>,
): Promise<void> {
  const violations: string[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, custom }) => ({
        id: "",
        state: custom === false ? inputs : named(type, name, inputs),
      }),
      call: (call) => callFunction(clients, call),
    },
    project,
    stack,
    true,
    ORGANIZATION,
  );
  judgeRegistrations(rules, violations);
  const outputs = Object.entries(await start());
  const secrecy = outputs.map(
    async ([name, output]) => [name, await pulumi.isSecret(pulumi.output(output))] as const,
  );
  const judged = new Map(await Promise.all(secrecy));
  await pulumi.runtime.disconnect(); // waits for the resources that no output depends on
  violations.push(...rules.outputs(judged));
  if (violations.length > 0) {
    throw new DeploymentError(["Nothing was deployed, because rules refuse it:", ...violations].join("\n- "));
  }
}

/** Pulumi's name for the organization of stacks without one. */
export const ORGANIZATION = "organization";

interface Registration {
  getType(): string;
  getName(): string;
  getProtect(): boolean;
  getCustom(): boolean;
  getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
}

// Pulumi's stand-in for the engine does not pass on whether a resource is protected.
function judgeRegistrations(rules: Rules, violations: string[]): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as MockMonitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request: Registration, callback: never) => {
    const properties = request.getObject()?.toJavaScript() ?? {};
    violations.push(
      ...rules.resource({
        type: request.getType(),
        name: request.getName(),
        protect: request.getProtect(),
        properties: readable(properties),
      }),
    );
    return register(request, callback);
  };
}

function named(type: string, name: string, inputs: Record<string, unknown>): Record<string, unknown> {
  const { autoname } = resourceTypeOf(type);
  return { ...(autoname === undefined ? inputs : withName(autoname, name, inputs)) };
}

/** The inputs without their secrecy; one with an unknown value throws when it is read. */
function readable(inputs: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const properties: Record<string, unknown> = {};
  for (const [name, input] of Object.entries(inputs)) {
    const value = pulumi.runtime.unwrapRpcSecret(input);
    const unknown = JSON.stringify(value)?.includes(pulumi.runtime.unknownValue);
    const get = () => {
      if (unknown) throw new Error(`the property "${name}" is not known before the deployment`);
      return value;
    };
    Object.defineProperty(properties, name, { get, enumerable: true });
  }
  return properties;
}
