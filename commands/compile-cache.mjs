// Loaded before every command: stripping types and compiling takes longer than the rest of a
// start, so compiled sources are kept.
import { enableCompileCache } from "node:module";
import { join } from "node:path";

enableCompileCache(join(import.meta.dirname, "..", "node_modules", ".cache", "compiled"));
