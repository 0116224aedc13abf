// The house rules, read from the sources: which rooms a room may import, through which doors, and how a file begins.
import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { doors } from "./doors.ts";

const root = join(import.meta.dirname, "..");

/** What each room may import, besides itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  policy: [],
  contract: [],
  catalogue: [],
  account: ["contract", "policy"],
  broker: ["policy"],
  infra: ["contract", "policy"],
  smoke: ["account", "broker", "contract", "policy"],
  reports: ["smoke"],
  loopback: ["policy"],
  provider: ["policy"],
  commands: Object.keys(doors),
  bench: [...Object.keys(doors), "test"],
};

/** policy/ and contract/ are pure: they import no package and nothing of Node's. */
const packageFree = ["contract", "policy"];

interface Import {
  readonly file: string;
  readonly specifier: string;
}

function importsOf(room: string): Import[] {
  return globSync(`${room}/**/*.{ts,mjs}`, { cwd: root }).flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    const specifiers = text.matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)"([^"\s$]+)"/g);
    return [...specifiers].map(([, specifier = ""]) => ({ file, specifier }));
  });
}

/** The file that a relative import leads to; undefined for packages. */
function targetOf({ file, specifier }: Import): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return relative(root, join(root, dirname(file), specifier));
}

const roomOf = (file: string): string => file.split("/")[0] ?? "";

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

  it("are seen to trespass when they do", () => {
    const wrong: Import[] = [
      { file: "smoke/run-smoke.ts", specifier: "../loopback/answer.ts" },
      { file: "smoke/run-smoke.ts", specifier: "../policy/evaluate.ts" },
    ];
    expect(trespasses("smoke", wrong)).toEqual(["smoke/run-smoke.ts imports ../loopback/answer.ts"]);
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
      ...{ loopback: 6, policy: 19, provider: 2, reports: 4, smoke: 10 },
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

describe("every source file", () => {
  const files = globSync(`{${[...Object.keys(allowed), "test"]}}/**/*.{ts,mjs}`, { cwd: root });

  it("begins with a comment that says its job", () => {
    const silent = files.filter((file) => !readFileSync(join(root, file), "utf8").startsWith("// "));
    expect(silent).toEqual([]);
  });
});
