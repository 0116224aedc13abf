// Answers one function call of a program, with what the table knows about the function.
import type { MockCallArgs } from "@pulumi/pulumi/runtime/index.js";
import type { Clients } from "./clients.ts";
import { DeploymentError, oneLine } from "./deployment-error.ts";
import { providerFunctions } from "./provider-functions.ts";

/**
 * Answers a function that the program calls.
 *
 * @throws DeploymentError that names the function, for whatever went wrong
 */
export async function callFunction(
  clients: Clients,
  { token, inputs }: MockCallArgs,
): Promise<Record<string, unknown>> {
  try {
    const providerFunction = providerFunctions.get(token);
    if (providerFunction === undefined) throw new Error("this deployment does not know the function");
    const [argument] = Object.keys(inputs);
    if (argument !== undefined) throw new Error(`the argument "${argument}" is not one that it takes`);
    return { ...(await providerFunction(clients)) };
  } catch (error) {
    throw new DeploymentError(`the function ${token} could not be answered: ${oneLine(error)}`);
  }
}
