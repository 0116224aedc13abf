// The value of a property that is unknown before a resource is made.

/** Marks such a value at a preview. */
export const unknown = Symbol("unknown until the resource is made");

export const isUnknown = (value: unknown): value is typeof unknown => value === unknown;
