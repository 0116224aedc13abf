// Names without regard to case.
import { remember } from "../remember.ts";

/** The name of an action or a key in lower case. Requests use the same few hundred. */
export const lowerCase = remember((name) => name.toLowerCase());
