// Which outputs of a resource are secret.

import type { ResourceType } from "../lifecycle/resource-type.ts";
import { withAllTags } from "../properties/all-tags.ts";
import type { Properties } from "../properties/properties.ts";
import { secretNames } from "./wire-values.ts";

/** An output is secret when its type says so, or the input of the same name is. */
export const secretOutputs = ({ secrets = [] }: ResourceType, ...wires: Properties[]): ReadonlySet<string> =>
  withAllTags([...secrets, ...wires.flatMap((wire) => [...secretNames(wire)])]);
