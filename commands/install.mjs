// Before `npm start` and `npm test`: installs what is missing. Plain JavaScript and Node built-ins only,
// because it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

const root = join(import.meta.dirname, "..");

/** The packages that a lock file lists, by their folder; undefined where it cannot be read. */
function packagesOf(file) {
  try {
    const { "": project, ...packages } = JSON.parse(readFileSync(join(root, file), "utf8")).packages;
    return packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether node_modules holds what the lock file says. npm notes there what it has installed: all but the optional packages of
 * other platforms. The files' times say nothing: a checkout changes them, and npm ci empties node_modules under a program
 * that runs.
 */
function isInstalled() {
  const [wanted, installed] = [
    packagesOf("package-lock.json"),
    packagesOf("node_modules/.package-lock.json"),
  ];
  if (wanted === undefined || installed === undefined) return false;
  const present = Object.keys(wanted).every((name) =>
    name in installed ? isDeepStrictEqual(installed[name], wanted[name]) : wanted[name].optional === true,
  );
  return present && Object.keys(installed).every((name) => name in wanted);
}

// A linked folder belongs to another checkout: npm ci would empty it.
const linked = lstatSync(join(root, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

if (!linked && !isInstalled()) {
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
