// What runs before each command: it installs the dependencies where they are not those of the lock file, and only there.
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "federation-broker-install-"));
  mkdirSync(join(folder, "commands"));
  copyFileSync(
    join(import.meta.dirname, "..", "..", "commands", "install.mjs"),
    join(folder, "commands", "install.mjs"),
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

const one = { "node_modules/one": { version: "1.0.0", integrity: "sha512-a" } };
const foreign = { "node_modules/foreign": { version: "1.0.0", optional: true, os: ["aix"] } };

const native = {
  "node_modules/native": { version: "1.0.0", optional: true, os: [process.platform], cpu: [process.arch] },
};

const lock = (packages: object) => JSON.stringify({ lockfileVersion: 3, packages });

/** Runs it with a stand-in for npm that says what it is asked, and ends with `status`. */
function install(
  wanted: string,
  installed?: string,
  { status = 0, modules = "node_modules", folders = ["node_modules/one"] } = {},
) {
  writeFileSync(join(folder, "package-lock.json"), wanted);
  mkdirSync(join(folder, modules));
  if (modules !== "node_modules") symlinkSync(join(folder, modules), join(folder, "node_modules"));
  for (const name of folders) mkdirSync(join(folder, name), { recursive: true });
  const noted = join(folder, modules, ".package-lock.json");
  if (installed !== undefined) {
    writeFileSync(noted, installed);
    utimesSync(noted, 0, 0); // older than the lock file, as after a checkout
  }
  const npm = join(folder, "npm.cjs");
  writeFileSync(npm, `console.error("npm", ...process.argv.slice(2)); process.exit(${status});`);
  const env = { ...process.env, npm_execpath: npm };
  return spawnSync(process.execPath, [join(folder, "commands", "install.mjs")], { env, encoding: "utf8" });
}

const project = { "": { name: "project", dependencies: { one: "^1.0.0" } } };

it("nothing is installed where the packages are those of the lock file, however old they are", () => {
  expect(install(lock({ ...project, ...one }), lock(one))).toMatchObject({ status: 0, stderr: "" });
});

it("a package of another platform may be missing", () => {
  expect(install(lock({ ...project, ...one, ...foreign }), lock(one))).toMatchObject({
    status: 0,
    stderr: "",
  });
});

it("more packages than the lock file's may be there", () => {
  expect(install(lock(project), lock(one))).toMatchObject({ status: 0, stderr: "" });
});

it.each([
  ["is missing", lock({ ...project, ...one }), lock({})],
  ["has another version", lock(one), lock({ "node_modules/one": { version: "1.0.1" } })],
  ["is missing that was built for this platform", lock({ ...one, ...native }), lock(one)],
  ["is unknown, because nothing was installed", lock(one), undefined],
  ["is unknown, because an installation was cut off", lock(one), '{"packages":'],
])("the dependencies are installed where a package %s", (_, wanted, installed) => {
  expect(install(wanted, installed)).toMatchObject({
    status: 0,
    stderr: "installing the dependencies (npm ci) ...\nnpm ci --loglevel=error\n",
  });
});

it("the dependencies are installed where the folder of a package is gone", () => {
  expect(install(lock(one), lock(one), { folders: [] }).stderr).toContain("npm ci --loglevel=error");
});

it("the dependencies are installed where the folder is a link that leads nowhere", () => {
  symlinkSync(join(folder, "gone"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package-lock.json"), lock(one));
  writeFileSync(join(folder, "npm.cjs"), 'console.error("npm", ...process.argv.slice(2));');
  const env = { ...process.env, npm_execpath: join(folder, "npm.cjs") };
  const { stderr } = spawnSync(process.execPath, [join(folder, "commands", "install.mjs")], {
    ...{ env, encoding: "utf8" },
  });
  expect(stderr).toContain("npm ci --loglevel=error");
});

it("a folder that belongs to another checkout is left alone", () => {
  expect(install(lock(one), lock({}), { modules: "elsewhere" })).toMatchObject({ status: 0, stderr: "" });
});

it("an installation that fails is told, and ends the command", () => {
  expect(install(lock(one), lock({}), { status: 1 })).toMatchObject({
    status: 3,
    stderr: expect.stringContaining(
      "npm ci failed: read its message above, mend it, and run the same command again.",
    ),
  });
});
