// Before `npm start` and `npm test`: installs what is missing. Plain JavaScript and Node built-ins only,
// because it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";

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

process.report.excludeNetwork = true; // it would ask the name system
const libc = () => (process.report.getReport().header.glibcVersionRuntime === undefined ? "musl" : "glibc");

/** Whether a package is for this platform, by the lists of its lock file entry. */
const isForThisPlatform = (wanted) =>
  (wanted.os?.includes(process.platform) ?? true) &&
  (wanted.cpu?.includes(process.arch) ?? true) &&
  (process.platform !== "linux" || (wanted.libc?.includes(libc()) ?? true));

/** An optional package may be missing, but not the build of a package for this platform. */
const mayBeMissing = (wanted) =>
  wanted.optional === true && (wanted.os === undefined || !isForThisPlatform(wanted));

/**
 * Whether node_modules holds what the lock file says: in npm's own note of what it has installed, and as a folder. More
 * may be there. The files' times say nothing: a checkout changes them, and npm ci empties node_modules under a program
 * that runs.
 */
function isInstalled() {
  const wanted = packagesOf("package-lock.json");
  const installed = packagesOf("node_modules/.package-lock.json");
  if (wanted === undefined || installed === undefined) return false;
  return Object.entries(wanted).every(([folder, { version, integrity, ...entry }]) => {
    const found = installed[folder];
    if (found === undefined) return mayBeMissing(entry);
    return found.version === version && found.integrity === integrity && existsSync(join(root, folder));
  });
}

// A linked folder belongs to another checkout: npm ci would empty it.
const isLink = lstatSync(join(root, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
const linked = isLink && existsSync(join(root, "node_modules"));

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
