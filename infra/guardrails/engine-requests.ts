// What Pulumi's engine sends to a policy pack and @pulumi/policy does not pass on: the configuration, and which outputs
// are secret.
import * as pulumi from "@pulumi/pulumi";
import { AnalyzerService } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import type { AnalyzerStackConfigureRequest, AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb.js";
import type { Secrecy } from "./guardrail.ts";

/** The stack that is judged. */
interface JudgedStack {
  readonly project: string;
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: ReadonlySet<string>;
}

/** An output as the engine has it; at preview, it does not know whether an unknown value is secret. */
type OutputValue = "secret" | "plain" | "unknown";

/**
 * Which outputs are secret. The program declares it for each; for known values, what the engine says counts.
 *
 * @throws Error if the program or the engine has sent nothing
 */
export function secrecyOf(outputs: Received["outputs"], declared: unknown): Secrecy {
  if (outputs === undefined || !Array.isArray(declared)) {
    throw new Error('the program has no output "secretOutputs" that says which of its outputs are secret');
  }
  return new Map(
    Array.from(outputs, ([name, value]) => [
      name,
      value === "secret" || (value === "unknown" && declared.includes(name)),
    ]),
  );
}

/** The engine's last messages. */
interface Received {
  stack?: JudgedStack;
  outputs?: ReadonlyMap<string, OutputValue>;
}

/** Listens to the requests of the engine; it must be called before the pack is served. */
export function listenToEngine(): Received {
  const received: Received = {};
  listen<AnalyzerStackConfigureRequest>("configureStack", (request) => {
    received.stack = {
      project: request.getProject(),
      config: Object.fromEntries(request.getConfigMap().entries()),
      secretKeys: new Set(request.getConfigSecretKeysList()),
    };
  });
  listen<AnalyzeStackRequest>("analyzeStack", (request) => {
    const stack = request.getResourcesList().find((one) => one.getType() === "pulumi:pulumi:Stack");
    const outputs = Object.entries(stack?.getProperties()?.toJavaScript() ?? {});
    received.outputs = new Map(outputs.map(([name, value]) => [name, kindOf(value)]));
  });
  return received;
}

function listen<Request>(method: "configureStack" | "analyzeStack", hear: (request: Request) => void): void {
  const definition = (AnalyzerService as Record<string, { requestDeserialize(bytes: Buffer): unknown }>)[
    method
  ];
  if (definition === undefined) throw new Error(`this version of Pulumi has no ${method}`);
  const read = definition.requestDeserialize;
  definition.requestDeserialize = (bytes) => {
    const request = read(bytes);
    hear(request as Request);
    return request;
  };
}

function kindOf(value: unknown): OutputValue {
  if (value === pulumi.runtime.unknownValue) return "unknown";
  return pulumi.runtime.isRpcSecret(value) ? "secret" : "plain";
}
