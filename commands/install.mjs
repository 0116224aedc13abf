// Before `npm start` and `npm test`: installs what is missing. Plain JavaScript and Node built-ins only,
// because it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { lstatSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

const modified = (file) => statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;

// A linked folder belongs to another checkout: npm ci would empty it.
const linked = lstatSync(join(root, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

// npm writes this file at the end of every install, so its age is the age of node_modules.
if (!linked && modified("node_modules/.package-lock.json") < modified("package-lock.json")) {
  console.error("installing the dependencies (npm ci) ...");
  const npm = process.env.npm_execpath;
  const [command, args] = npm === undefined ? ["npm", []] : [process.execPath, [npm]];
  const { status } = spawnSync(command, [...args, "ci", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) {
    console.error("npm ci failed: read its message above, mend it, and run the same command again.");
    process.exit(3);
  }
}
