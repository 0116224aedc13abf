// What is known about one resource type of @pulumi/aws 7: its properties, and the calls that make, read, change and
// delete it.

import type { Clients } from "../aws/clients.ts";
import type { Autoname } from "../properties/autoname.ts";
import type { Properties } from "../properties/properties.ts";
import { type ObjectShape, propertyName, readShape, type ValueOf } from "../properties/shape.ts";

/** An existing resource: its id, and its properties, both inputs and outputs. */
export interface Existing {
  readonly id: string;
  readonly state: Properties;
}

/** What a creation gives: the resource's id, and the properties that AWS decided. */
export interface Created {
  readonly id: string;
  readonly outputs: Properties;
}

/** A resource to change: its last known state, and the inputs that differ. */
interface Changing extends Existing {
  readonly changed: ReadonlySet<string>;
}

/** A resource type as its file describes it, in the property names of @pulumi/aws. */
interface ResourceTypeDescription<S extends ObjectShape> {
  readonly type: string;
  /** The inputs. */
  readonly properties: S;
  readonly autoname?: Autoname;
  /** The defaults of inputs that the program leaves out. */
  readonly defaults?: Properties;
  /** The inputs that AWS decides when the program leaves them out. */
  readonly kept?: readonly string[];
  /** The inputs whose change needs a new resource. */
  readonly replaces: readonly string[];
  /** The outputs that are unknown before the resource is made. */
  readonly computed?: readonly string[];
  /** The outputs that a change of one of these inputs makes unknown again. */
  readonly recomputed?: Readonly<Record<string, readonly string[]>>;
  /** The outputs that are always secret. */
  readonly secrets?: readonly string[];
  /** Whether AWS can have only one at a time, so that the old one must be deleted first. */
  readonly deleteBeforeReplace?: boolean;
  /** Whether it has tags, to which the stack's default tags are added. */
  readonly tagged?: boolean;
  create(clients: Clients, inputs: ValueOf<S>): Promise<Created>;
  /** Gives the properties that AWS answers, or undefined when the resource does not exist. */
  read(clients: Clients, existing: Existing): Promise<Properties | undefined>;
  /** Gives the new outputs. A resource of a type without `update` cannot be changed. */
  update?(clients: Clients, inputs: ValueOf<S>, changing: Changing): Promise<Properties>;
  /** Also succeeds when the resource does not exist. */
  delete(clients: Clients, existing: Existing): Promise<void>;
}

/** A resource type as the table holds it: `create` and `update` read their inputs themselves. */
export interface ResourceType extends Omit<ResourceTypeDescription<ObjectShape>, "create" | "update"> {
  /** Every input's name. */
  readonly inputs: readonly string[];
  /** @throws ShapeError for inputs that the type does not take, before AWS is called; AWS's errors after that */
  create(clients: Clients, inputs: Properties): Promise<Created>;
  update(clients: Clients, inputs: Properties, changing: Changing): Promise<Properties>;
}

/** Ties a description's `create` and `update` to the shape of its inputs. */
export function resourceType<const S extends ObjectShape>(
  description: ResourceTypeDescription<S>,
): ResourceType {
  const { properties } = description;
  return {
    ...description,
    inputs: Object.keys(properties).map(propertyName),
    create: (clients, inputs) => description.create(clients, readShape(properties, inputs)),
    update: async (clients, inputs, changing) =>
      (await description.update?.(clients, readShape(properties, inputs), changing)) ?? {},
  };
}
