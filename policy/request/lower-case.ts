// Names without regard to case.
import { remember } from "../remember.ts";

/** The name of an action or a key in lower case. The same few hundred come with every request. */
export const lowerCase = remember((name) => name.toLowerCase());
