// What the deployment knows about one resource type of @pulumi/aws 7.
import type { Clients } from "./clients.ts";
import { readShape, type Shape, type ValueOf } from "./shape.ts";

/** What a creation gives: the resource's id, and the properties that AWS decided. */
export interface Created {
  id: string;
  outputs: Readonly<Record<string, unknown>>;
}

/** Where AWS's provider puts a name of its own when the program gives none. */
export interface Autoname {
  readonly property: string;
  /** The longest name that AWS takes, in characters. */
  readonly maximum: number;
  readonly lowerCase?: boolean;
}

/** A resource type as its file describes it, in the property names of @pulumi/aws. */
export interface ResourceTypeDescription<S extends Shape> {
  readonly type: string;
  readonly properties: S;
  readonly autoname?: Autoname;
  /** The outputs that are secret whatever the program does with them. */
  readonly secrets?: readonly string[];
  create(clients: Clients, inputs: ValueOf<S>): Promise<Created>;
}

/** A resource type as the table holds it: `create` reads its inputs itself. */
export interface ResourceType extends Omit<ResourceTypeDescription<Shape>, "create"> {
  /** @throws ShapeError for inputs that the type does not take, before AWS is called; AWS's errors after that */
  create(clients: Clients, inputs: Readonly<Record<string, unknown>>): Promise<Created>;
}

/** Ties a description's `create` to the shape of its inputs. */
export function resourceType<const S extends Shape>(description: ResourceTypeDescription<S>): ResourceType {
  return {
    ...description,
    create: (clients, inputs) => description.create(clients, readShape(description.properties, inputs)),
  };
}
