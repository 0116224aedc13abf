// The resource in a request of the engine.
import { status } from "@grpc/grpc-js";
import { oneLine } from "../errors/deployment-error.ts";
import { HalfDone } from "../lifecycle/half-done.ts";
import type { ResourceType } from "../lifecycle/resource-type.ts";
import type { Properties } from "../properties/properties.ts";
import { trackSecrets } from "../properties/secrets.ts";
import { resourceTypeOf } from "../types/resource-types.ts";
import { halfDone } from "./half-done-details.ts";
import { ProviderError } from "./provider-error.ts";
import { secretsIn } from "./wire-values.ts";

/** Its logical name and its type. */
export interface AskedResource {
  readonly name: string;
  readonly type: ResourceType;
}

/**
 * Does the requested work with a resource.
 *
 * @param urn `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`
 * @param wire the properties in the request: none of their secrets gets into a message
 * @param done the requested work, for the message: "created"
 * @throws ProviderError that names the resource, for every failure
 */
export async function withResource<T>(
  urn: string,
  wire: readonly Properties[],
  done: string,
  work: (resource: AskedResource) => T | Promise<T>,
): Promise<T> {
  const [, , qualified = "", ...rest] = urn.split("::");
  const type = qualified.slice(qualified.lastIndexOf("$") + 1);
  const name = rest.join("::");
  try {
    return await work({ name, type: resourceTypeOf(type) });
  } catch (error) {
    const answer = trackSecrets(...wire.flatMap(secretsIn)).hide(oneLine(error));
    const message = `the resource "${name}" (${type}) could not be ${done}: ${answer}`;
    const metadata = error instanceof HalfDone ? halfDone(type, error, wire, message) : undefined;
    throw new ProviderError(message, status.UNKNOWN, metadata);
  }
}
