// The import directions of the rooms: read from the sources, so that no room learns of another by accident.
import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

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
  commands: [
    ...["account", "broker", "catalogue", "contract", "infra"],
    ...["loopback", "policy", "provider", "reports", "smoke"],
  ],
};

/** policy/ and contract/ are pure: they import no package and nothing of Node's. */
const packageFree = ["contract", "policy"];

interface Import {
  readonly file: string;
  readonly specifier: string;
}

function importsOf(room: string): Import[] {
  return globSync(`${room}/**/*.ts`, { cwd: root }).flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    const specifiers = text.matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)"([^"\s$]+)"/g);
    return [...specifiers].map(([, specifier = ""]) => ({ file, specifier }));
  });
}

/** The room that a relative import leads to; undefined for packages. */
function roomOf({ file, specifier }: Import): string | undefined {
  if (!specifier.startsWith(".")) return undefined;
  return relative(root, join(root, dirname(file), specifier)).split("/")[0];
}

function trespasses(room: string, imports: readonly Import[]): string[] {
  const may = [room, ...(allowed[room] ?? [])];
  return imports
    .filter((one) => {
      const other = roomOf(one);
      return other === undefined ? packageFree.includes(room) : !may.includes(other);
    })
    .map(({ file, specifier }) => `${file} imports ${specifier}`);
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

describe("every source file", () => {
  const files = globSync(
    "{account,bench,broker,catalogue,commands,contract,infra,loopback,policy,provider,reports,smoke,test}/**/*.{ts,mjs}",
    {
      cwd: root,
    },
  );

  it("begins with a comment that says its job", () => {
    const silent = files.filter((file) => !readFileSync(join(root, file), "utf8").startsWith("// "));
    expect(silent).toEqual([]);
  });
});
