// A pattern as people write it, without variables.
import { compileGlob, globTest, type TextTest } from "./glob.ts";
import { plainTemplate } from "./template.ts";

/** Whether the pattern matches a text; `*` and `?` are wildcards. */
export const compilePattern = (pattern: string): TextTest => globTest(compileGlob(plainTemplate(pattern)));
