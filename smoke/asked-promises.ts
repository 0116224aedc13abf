// Which promises a deployment can be asked about: a stack may be without an outside bucket.
import type { Promised } from "./promises.ts";
import type { Target } from "./target.ts";

export interface AskedPromises {
  readonly asked: readonly Promised[];
  /** About what this deployment does not have. */
  readonly unasked: readonly Promised[];
}

/** A resource that no deployment has is not left out: it is a mistake in the table. */
export function askedPromises(promises: readonly Promised[], target: Target): AskedPromises {
  const isAsked = ({ resource }: Promised): boolean => isThere(resource, target);
  return { asked: promises.filter(isAsked), unasked: promises.filter((promised) => !isAsked(promised)) };
}

/** Whether a deployment has the resource that promises call so. */
export const isThere = (resource: string, { outsideBucket }: Target): boolean =>
  outsideBucket !== undefined || resource !== "the outside bucket";
