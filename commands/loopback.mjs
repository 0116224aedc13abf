// npm run loopback: serves the loopback AWS until it is stopped. Plain JavaScript: for an entry in TypeScript, which no
// cache serves, Node would start its compiler at every start.
import { enableCompileCache } from "node:module";
import { join } from "node:path";

// Stripping the types of every source and compiling it takes longer than all the rest of a start: done once, it is kept.
enableCompileCache(join(import.meta.dirname, "..", "node_modules", ".cache", "compiled"));

await import("./serve-loopback.ts");
