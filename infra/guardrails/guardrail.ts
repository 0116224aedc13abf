// What a guardrail is: a rule about one resource, or about the stack's outputs, before the stack is deployed.
import type { Configuration } from "../configuration.ts";

/** A resource as the program asks for it. */
export interface PlannedResource {
  readonly type: string;
  readonly name: string;
  /** The inputs; reading an unknown one throws. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Whether Pulumi refuses to delete it. */
  readonly protect: boolean;
}

/** Outputs by name, and whether each is secret. */
export type Secrecy = ReadonlyMap<string, boolean>;

/** A rule. It gives violations, each one sentence; a rule that cannot judge throws. */
export interface Guardrail {
  readonly name: string;
  readonly description: string;
  /** Judges a resource of one of the types that the rule is about. */
  readonly resource?: (resource: PlannedResource, configuration: Configuration) => readonly string[];
  readonly outputs?: (secrecy: Secrecy) => readonly string[];
}

/** A text that the program gives; a document may be given as an object. */
export function documentText(resource: PlannedResource, property: string): string {
  const value = resource.properties[property];
  if (typeof value === "string") return value;
  throw new Error(`the property "${property}" of ${resource.type} "${resource.name}" is no text`);
}
