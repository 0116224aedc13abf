// The principals of a deployment, as holders of powers.

import type { Holder } from "../../policy/powers/holder.ts";
import type { Target } from "../deployment/target.ts";
import { principals } from "../principals.ts";
import { present } from "../sessions/identity.ts";
import { compileDocuments } from "./documents.ts";
import { sidesOf } from "./sides.ts";
import { titleIn } from "./titles.ts";

/**
 * Every principal that the deployment has. One whose calls authentication refuses has no side.
 * @throws ConfigurationError when a document of the deployment is not a valid policy
 */
export function holdersOf(target: Target): readonly Holder[] {
  const documents = compileDocuments(target, undefined);
  return present(target).map((name) => ({
    name,
    about: principals[name]?.about ?? "",
    sides: sidesOf(name, target, documents).map(({ caller, place, judged, within }) => ({
      ...{ caller, judged, within },
      titleOf: ({ policy }) => titleIn(place, policy),
    })),
  }));
}
