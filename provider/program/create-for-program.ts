// Creates one resource of a program that is deployed in this process.
import * as pulumi from "@pulumi/pulumi";
import type { MockResourceArgs, MockResourceResult } from "@pulumi/pulumi/runtime/index.js";
import type { Clients } from "../aws/clients.ts";
import { DeploymentError, oneLine } from "../errors/deployment-error.ts";
import { RefusedError } from "../errors/refused-error.ts";
import { createResource } from "../lifecycle/lifecycle.ts";
import { withAllTags } from "../properties/all-tags.ts";
import { type Random, withName } from "../properties/autoname.ts";
import type { Secrets } from "../properties/secrets.ts";
import { resourceTypeOf } from "../types/resource-types.ts";

/** What all creations of a deployment have in common. */
interface CreationContext {
  readonly clients: Clients;
  readonly secrets: Secrets;
  readonly random: Random | undefined;
}

/**
 * Creates a resource as the program described it; a component does not exist at AWS and is left as it is.
 *
 * @throws DeploymentError that names the resource, for every failure
 */
export async function createForProgram(
  { clients, secrets, random }: CreationContext,
  { type, name, inputs, custom, id }: MockResourceArgs,
): Promise<MockResourceResult> {
  if (custom === false) return { id: "", state: inputs };
  try {
    const resourceType = resourceTypeOf(type);
    if (id) throw new RefusedError("this deployment creates resources and can neither read nor import one");
    const { plain, secret } = unwrapSecrets(inputs, resourceType.secrets);
    for (const property of secret) secrets.add(plain[property]);
    const named =
      resourceType.autoname === undefined ? plain : withName(resourceType.autoname, name, plain, random);
    const created = await createResource(resourceType, clients, named);
    const state: Record<string, unknown> = { ...created.state };
    for (const property of withAllTags(secret)) {
      if (state[property] === undefined) continue;
      secrets.add(state[property]);
      state[property] = pulumi.secret(state[property]);
    }
    return { id: created.id, state };
  } catch (error) {
    const answer = secrets.hide(oneLine(error));
    throw new DeploymentError(`the resource "${name}" (${type}) could not be created: ${answer}`);
  }
}

/** The engine remembers which inputs are secret, and makes the outputs of the same names secret too. */
function unwrapSecrets(inputs: Readonly<Record<string, unknown>>, alwaysSecret: readonly string[] = []) {
  const secret = new Set(alwaysSecret);
  const plain: Record<string, unknown> = {};
  for (const [property, value] of Object.entries(inputs)) {
    if (pulumi.runtime.isRpcSecret(value)) secret.add(property);
    plain[property] = pulumi.runtime.unwrapRpcSecret(value);
  }
  return { plain, secret };
}
