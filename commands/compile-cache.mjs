// Loaded before every command: stripping the types of every source and compiling it takes longer than all the rest of a
// start, so what is compiled once is kept.
import { enableCompileCache } from "node:module";
import { join } from "node:path";

enableCompileCache(join(import.meta.dirname, "..", "node_modules", ".cache", "compiled"));
