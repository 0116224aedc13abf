// The documents: every relative link leads to a file and to a heading in it, and the README's excerpt is of the matrix.
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");

const documents = ["README.md", "CONTRIBUTING.md", ...globSync("docs/**/*.md", { cwd: root }).toSorted()];

/** What a reader sees as text: code shows links and headings that are none. */
const withoutBlocks = (text: string): string => text.replaceAll(/^```[\s\S]*?^```$/gm, "");

/** Where the links of a document lead, but for those to other sites. */
function linksOf(text: string): string[] {
  const prose = withoutBlocks(text).replaceAll(/`[^`\n]*`/g, "");
  const links = prose.matchAll(/\]\(\s*([^)\s]+)[^)]*\)|^\[[^\]]+\]:\s*(\S+)/gm);
  return [...links].map(([, inline, reference]) => inline ?? reference ?? "").filter((to) => !isSite(to));
}

const isSite = (link: string): boolean => /^[a-z][a-z+.-]*:/i.test(link);

/** The anchors that GitHub gives the headings of a document; one that is there twice is numbered. */
function anchorsOf(text: string): string[] {
  const seen = new Map<string, number>();
  return Array.from(withoutBlocks(text).matchAll(/^#+ +(.*)$/gm), ([, heading = ""]) => {
    const words = heading.replaceAll(/\]\([^)]*\)/g, "").toLowerCase();
    const anchor = words.replaceAll(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(" ", "-");
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

/** Links of a document that lead nowhere, or out of the repository. */
function deadLinks(file: string, text: string): string[] {
  return linksOf(text).filter((link) => {
    const [path = "", anchor] = link.split("#");
    const target = relative(root, join(root, dirname(file), path));
    if (path !== "" && (target.startsWith("..") || !existsSync(join(root, target)))) return true;
    return anchor !== undefined && !anchorsOf(path === "" ? text : read(target)).includes(anchor);
  });
}

describe("the links of", () => {
  it.each(documents)("%s lead somewhere", (file) => {
    expect(deadLinks(file, read(file))).toEqual([]);
  });

  it("a document are seen to lead nowhere when they do", () => {
    const text = [
      "# The `first` part, and more",
      "[a](smoke.md) and [b](nowhere.md), [`c`](../README.md#exit-status)",
      "[d](../README.md#no-such-heading) [e](#the-first-part-and-more) [f](#the-last-part)",
      "[g](../../outside.md) [h](https://example.com/nowhere.md) `[i](code.md)`",
      "```\n[j](block.md)\n# Block\n```",
      "[k](#block)",
      "[l]: gone.md",
    ].join("\n");
    expect(deadLinks("docs/example.md", text)).toEqual([
      "nowhere.md",
      "../README.md#no-such-heading",
      "#the-last-part",
      "../../outside.md",
      "#block",
      "gone.md",
    ]);
  });
});

describe("the README", () => {
  const readme = read("README.md");
  const rows = (text: string): number => text.match(/^[✓✗?] [a-z0-9]+:/gm)?.length ?? 0;
  const matrixOf = (text: string): string => /^```\n( {2}Action [\s\S]*?)^```$/m.exec(text)?.[1] ?? "";
  const excerpt = matrixOf(readme);
  const matrix = matrixOf(read("docs/matrix.md"));

  it("is short enough to be read", () => {
    expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(150);
  });

  it("shows lines of docs/matrix.md, in their order", () => {
    const lines = matrix.split("\n");
    let after = 0;
    const foreign = excerpt.split("\n").filter((line) => {
      const at = line === "" ? after : lines.indexOf(line, after);
      after = Math.max(at, after);
      return at < 0;
    });
    expect(rows(excerpt)).toBeGreaterThan(0);
    expect(foreign).toEqual([]);
  });

  it("says how many rows it shows, of how many", () => {
    expect(readme).toContain(`an excerpt, ${rows(excerpt)} of ${rows(matrix)} rows;`);
  });
});

describe("the npm scripts that", () => {
  const { scripts } = JSON.parse(read("package.json")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const named = (text: string): string[] =>
    Array.from(text.matchAll(/npm run (?:--silent )?([\w:]+(?:-[\w:]+)*)/g), ([, name = ""]) => name);

  it.each(documents)("%s names are in package.json", (file) => {
    expect(named(read(file)).filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it("a document names are found, also behind an option of npm's", () => {
    expect(named("`npm run gone:now -- x`, then npm run --silent decide < file")).toEqual([
      "gone:now",
      "decide",
    ]);
  });
});
