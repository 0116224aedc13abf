// The house rules, read from the sources: which rooms a room may import, through which doors, and how a file begins.
import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { doors } from "./doors.ts";
import { type Import, type Imports, readImports } from "./read-imports.ts";

const root = join(import.meta.dirname, "..");

/** What each room may import, besides itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  policy: [],
  contract: [],
  catalogue: [],
  account: ["contract", "policy"],
  broker: ["policy"],
  mutants: [],
  infra: ["contract", "policy"],
  smoke: ["account", "broker", "contract", "mutants", "policy"],
  reports: ["smoke"],
  loopback: ["policy"],
  provider: ["policy"],
  commands: Object.keys(doors),
  bench: [...Object.keys(doors), "test"],
};

/** These are pure: they import no package and nothing of Node's. */
const packageFree = ["contract", "mutants", "policy"];

/** `npm run bench -- NAME` imports the measurement of that name; a peer is a package that need not be installed. */
const namedAtRunTime = ["bench/policy/peer.ts", "commands/bench.ts"];

const sources = "*.{ts,mts,cts,js,mjs,cjs}";
const filesOf = (room: string): string[] => [
  ...globSync(`${room}/**/${sources}`, { cwd: root, exclude: ["**/node_modules"] }),
  // The only source without an ending: Pulumi starts it as a program.
  ...(room === "infra" ? ["infra/guardrails/pack"] : []),
];
const roomOf = (file: string): string => file.split("/")[0] ?? "";

/** Parsing all sources takes seconds, so it is done once. */
const known: ReadonlyMap<string, Imports> = new Map(
  Object.keys(allowed)
    .flatMap(filesOf)
    .map((file) => [file, readImports(root, file)]),
);
const importsOf = (room: string): Import[] =>
  [...known].flatMap(([file, { imports }]) => (roomOf(file) === room ? imports : []));

/** The file that an import leads to; undefined for packages. */
function targetOf({ file, specifier }: Import): string | undefined {
  if (!/^(?:\.|\/)/.test(specifier)) return undefined;
  return relative(root, resolve(root, dirname(file), specifier));
}

/** package.json and its like belong to no room. */
const isOfNoRoom = (file: string): boolean => !file.includes("/");

/** The imports of a room that lead where the room may not go. */
function trespasses(room: string, imports: readonly Import[]): string[] {
  const may = [room, ...(allowed[room] ?? [])];
  return imports
    .filter((one) => {
      const target = targetOf(one);
      if (target === undefined) return packageFree.includes(room);
      return !isOfNoRoom(target) && !may.includes(roomOf(target));
    })
    .map(({ file, specifier }) => `${file} imports ${specifier}`);
}

/** The imports of a room that lead into another room, and not through one of its doors. */
function breakIns(room: string, imports: readonly Import[]): string[] {
  return imports.flatMap((one) => {
    const target = targetOf(one);
    if (target === undefined || isOfNoRoom(target) || [room, "test"].includes(roomOf(target))) return [];
    return doors[roomOf(target)]?.includes(target) ? [] : [`${one.file} imports ${target}`];
  });
}

describe("the rooms", () => {
  it.each(Object.keys(allowed))("%s imports only what it may", (room) => {
    const imports = importsOf(room);
    expect(imports.length > 0).toBe(room !== "contract");
    expect(trespasses(room, imports)).toEqual([]);
  });

  it("are all there are: a new folder with sources needs its rules", () => {
    const folders = globSync(`*/**/${sources}`, { cwd: root, exclude: ["node_modules", ".*"] }).map(roomOf);
    expect([...new Set(folders)].toSorted()).toEqual([...Object.keys(allowed), "test"].toSorted());
    expect(globSync(sources, { cwd: root })).toEqual([]);
  });

  it("are seen to trespass when they do", () => {
    const wrong: Import[] = [
      { file: "smoke/run-smoke.ts", specifier: "../loopback/answer.ts" },
      { file: "smoke/run-smoke.ts", specifier: "/somewhere/loopback/answer.ts" },
      { file: "smoke/run-smoke.ts", specifier: "../policy/evaluate.ts" },
    ];
    expect(trespasses("smoke", wrong)).toEqual([
      "smoke/run-smoke.ts imports ../loopback/answer.ts",
      "smoke/run-smoke.ts imports /somewhere/loopback/answer.ts",
    ]);
    expect(trespasses("policy", [{ file: "policy/arn.ts", specifier: "node:fs" }])).toEqual([
      "policy/arn.ts imports node:fs",
    ]);
  });
});

describe("the doors", () => {
  it.each(Object.keys(allowed))("%s enters other rooms through their doors only", (room) => {
    expect(breakIns(room, importsOf(room))).toEqual([]);
  });

  it("are few", () => {
    const counts = Object.fromEntries(Object.entries(doors).map(([room, files]) => [room, files.length]));
    expect(counts).toEqual({
      ...{ account: 1, broker: 3, catalogue: 2, contract: 1, infra: 5 },
      ...{ loopback: 7, mutants: 3, policy: 39, provider: 2, reports: 8, smoke: 15 },
    });
  });

  it("are all used: what nobody enters by is no door", () => {
    const entered = new Set(Object.keys(allowed).flatMap(importsOf).filter(crosses).map(targetOf));
    const unused = Object.values(doors)
      .flat()
      .filter((door) => !entered.has(door));
    expect(unused).toEqual([]);
  });

  it("are seen to be passed by when they are", () => {
    const wrong: Import[] = [
      { file: "commands/why.ts", specifier: "../smoke/prediction/layers.ts" },
      { file: "commands/why.ts", specifier: "../smoke/prediction/ask.ts" },
    ];
    expect(breakIns("commands", wrong)).toEqual(["commands/why.ts imports smoke/prediction/layers.ts"]);
  });
});

function crosses(one: Import): boolean {
  const target = targetOf(one);
  return target !== undefined && roomOf(target) !== roomOf(one.file);
}

describe("an import", () => {
  it("says in clear where it leads, so that rooms, doors and circles can be seen", () => {
    const hidden = [...known].flatMap(([file, imports]) =>
      namedAtRunTime.includes(file) ? [] : imports.hidden,
    );
    expect(hidden).toEqual([]);
  });

  it.each([
    'import { a } from "./a.ts";',
    'import {\n  a,\n} from /* why */ "./a.ts";',
    'import type { A } from "./a.ts";',
    'import "./a.ts";',
    'export * from "./a.ts";',
    "export { a } from './a.ts';",
    'const a = await import("./a.ts");',
    'const a = await import(/* why */ "./a.ts");',
  ])("is read: %s", (text) => {
    expect(readImports(root, "policy/b.ts", text)).toEqual({
      imports: [{ file: "policy/b.ts", specifier: "./a.ts" }],
      hidden: [],
    });
  });

  it.each([
    ["const a = await import(`./a.ts`);", "import(`./a.ts`)"],
    ["const a = await import(name);", "import(name)"],
    ['type A = import("./a.ts").A;', 'import("./a.ts").A'],
    ['type A = typeof import("./a.ts");', 'typeof import("./a.ts")'],
    ['const a = require("./a.ts");', 'require("./a.ts")'],
    ['import a = require("./a.ts");', 'require("./a.ts")'],
    ['createRequire(import.meta.url)("./a.ts");', "createRequire"],
  ])("that hides where it leads is seen: %s", (text, hidden) => {
    expect(readImports(root, "policy/b.ts", text).hidden).toEqual([{ file: "policy/b.ts", text: hidden }]);
  });
});

describe("every source file", () => {
  const files = [...Object.keys(allowed), "test"].flatMap((room) =>
    globSync(`${room}/**/${sources}`, { cwd: root }),
  );

  it("begins with a comment that says its job", () => {
    const silent = files.filter((file) => !readFileSync(join(root, file), "utf8").startsWith("// "));
    expect(silent).toEqual([]);
  });
});
