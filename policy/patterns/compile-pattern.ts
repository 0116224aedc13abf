// A pattern as people write it, without variables.
import { compileGlob, globTest, type TextTest } from "./glob.ts";
import { plainTemplate } from "./template.ts";

/** Whether a text is one that the pattern takes in; `*` and `?` are wildcards. */
export const compilePattern = (pattern: string): TextTest => globTest(compileGlob(plainTemplate(pattern)));
