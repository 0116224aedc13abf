// The program's configuration, as its other parts take it.
import type { options } from "./options.ts";

/** The options, complete. A name that is undefined is left to AWS's provider, which adds a random suffix. */
export type Configuration = {
  readonly [Name in keyof typeof options]:
    | (typeof options)[Name]["byDefault"]
    | ReturnType<(typeof options)[Name]["read"]>;
};
