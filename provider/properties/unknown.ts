// The value of a property that nobody knows before a resource is made.

/** Stands for such a value at a preview. */
export const unknown = Symbol("unknown until the resource is made");

export const isUnknown = (value: unknown): value is typeof unknown => value === unknown;
