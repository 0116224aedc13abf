// The outputs of the stack's last deployment: the only memory that a Pulumi program has.
import * as pulumi from "@pulumi/pulumi";
import type { Rotation } from "./rotation.ts";

/** The outputs of the stack's last deployment that the next one builds on. */
export interface PreviousOutputs {
  /** Undefined for a stack that was never deployed, or was destroyed. */
  readonly rotation: Rotation | undefined;
  readonly retiredAccessKeyId: string | undefined;
}

/**
 * Reads the stack's own outputs, like a StackReference, but leaves no resource in the state.
 * https://www.pulumi.com/docs/iac/concepts/stacks/#stackreferences
 */
export async function readPreviousOutputs(): Promise<PreviousOutputs> {
  const name = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  const { outputs } = await pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", { name });
  return previousOutputs(outputs ?? {});
}

/** Takes the needed values from a stack's outputs. Stacks from before the rotation have one key. */
function previousOutputs(outputs: Readonly<Record<string, unknown>>): PreviousOutputs {
  const { contractVersion, keySerial = 1, retire, retiredAccessKeyId } = outputs;
  const rotation: Rotation | undefined =
    contractVersion === undefined || typeof keySerial !== "number"
      ? undefined
      : { keySerial, retire: retire === "deactivate" || retire === "delete" ? retire : undefined };
  return {
    rotation,
    retiredAccessKeyId: typeof retiredAccessKeyId === "string" ? retiredAccessKeyId : undefined,
  };
}
