// Answers one function call of a program that is deployed in this process.
import type { MockCallArgs } from "@pulumi/pulumi/runtime/index.js";
import type { Clients } from "../aws/clients.ts";
import { answerFunction } from "../aws/provider-functions.ts";
import { DeploymentError, oneLine } from "../errors/deployment-error.ts";

/**
 * Answers a function that the program calls.
 *
 * @throws DeploymentError that names the function, for every failure
 */
export async function callFunction(
  clients: Clients,
  { token, inputs }: MockCallArgs,
): Promise<Record<string, unknown>> {
  // The engine's own function that reads the outputs of a stack: no outputs are kept here.
  if (token === "pulumi:pulumi:readStackOutputs") return { outputs: {}, secretOutputNames: [] };
  try {
    return { ...(await answerFunction(clients, token, inputs)) };
  } catch (error) {
    throw new DeploymentError(`the function ${token} could not be answered: ${oneLine(error)}`);
  }
}
