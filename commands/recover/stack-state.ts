// The parts of a stack's state that recovery reads: what `pulumi stack export` prints.
import { isRecord } from "../../policy/is-record.ts";

/** A resource in the state. Secret inputs stay encrypted. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  /** The provider's id; "" for a component and for a resource that was never created. */
  readonly id: string;
  readonly parent: string;
  /** The provider's URN and id, separated by "::"; "" for a component. */
  readonly provider: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** A replacement exists already, and the next update deletes this one. */
  readonly delete: boolean;
}

/** The operations that the engine began and did not finish. */
export interface PendingOperation {
  readonly type: string;
  readonly resource: StateResource;
}

export interface StackState {
  readonly resources: readonly StateResource[];
  readonly pending: readonly PendingOperation[];
  /** Whether a passphrase protects its secrets. */
  readonly hasPassphrase: boolean;
}

/** @throws Error for a text that is no export of a stack; the text is not shown. */
export function readStackState(exported: unknown): StackState {
  const deployment = isRecord(exported) ? exported.deployment : undefined;
  if (!isRecord(deployment)) throw new Error("`pulumi stack export` printed no deployment");
  const { secrets_providers: secretsProviders } = deployment;
  return {
    hasPassphrase: isRecord(secretsProviders) && secretsProviders.type === "passphrase",
    resources: list(deployment.resources).map(readStateResource),
    // A stack that was never deployed has neither list.
    pending: list(deployment.pending_operations).map(({ type, resource }) => ({
      type: text(type),
      resource: readStateResource(isRecord(resource) ? resource : {}),
    })),
  };
}

/** Reads a resource of the state, or of a preview's steps, which has the same form. */
export function readStateResource(resource: Readonly<Record<string, unknown>>): StateResource {
  const { urn, type, id, parent, provider, inputs } = resource;
  return {
    urn: text(urn),
    type: text(type),
    id: text(id),
    parent: text(parent),
    provider: text(provider),
    inputs: isRecord(inputs) ? inputs : {},
    delete: resource.delete === true,
  };
}

const list = (value: unknown): Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];

const text = (value: unknown): string => (typeof value === "string" ? value : "");
