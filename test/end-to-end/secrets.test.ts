// No secret is written anywhere: the life of a stack, every command about it, and then a search through every byte.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runEngine } from "../../commands/engine/run-engine.ts";
import { openThrowAwayStack, type ThrowAwayStack } from "../../commands/engine/throw-away-stack.ts";
import { recoverStack } from "../../commands/recover/recover-stack.ts";
import { startLoopback } from "../../loopback/start-loopback.ts";
import { serveProvider } from "../../provider/serve-provider.ts";
import { engineIsLeftOut, pulumi } from "../engine.ts";
import { runNpm } from "./run-npm.ts";

const root = join(import.meta.dirname, "..", "..");
const planted = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "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",
};

/** Texts of which none may be found, and the forms in which each could hide. */
const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1).replaceAll("/", "\\/"),
  ...[0, 1, 2].map((offset) => base64Core(secret, offset)),
];

/** The part of its base64 form that stays the same whatever comes before and after it. */
const base64Core = (secret: string, offset: number): string =>
  Buffer.from(`${" ".repeat(offset)}${secret}`)
    .toString("base64")
    .slice(offset === 0 ? 0 : 4, -4);

/** Files of the folder and below; what npm installed is not even listed, for that takes longer than all the rest. */
function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return entry.isFile() ? [path] : [];
    return entry.name === "node_modules" || folder.endsWith("/.git") ? [] : filesUnder(path);
  });
}

const gitStatus = (): string =>
  spawnSync("git", ["status", "--porcelain", "--ignored"], { cwd: root, encoding: "utf8" }).stdout;

describe.skipIf(engineIsLeftOut())("the life of a stack", { timeout: 600_000 }, () => {
  const temporary = mkdtempSync(join(tmpdir(), "federation-broker-secrets-"));
  const texts = new Map<string, string>();
  const secrets = new Set([planted.secretAccessKey]);
  const { TMPDIR } = process.env;
  const before = gitStatus();
  const closing: (() => Promise<unknown>)[] = [];
  let stack: ThrowAwayStack;

  async function engine(name: string, ...args: readonly string[]): Promise<number | null> {
    const { status, stdout, stderr } = await stack.run(...args);
    texts.set(name, `${stdout}${stderr}`);
    return status;
  }
  const configure = (options: Readonly<Record<string, unknown>>) =>
    stack.configure({ "aws:region": "us-east-1", "federation-broker:disposable": true, ...options });

  /** The broker's secret key, which is only in memory. */
  async function learnKey(): Promise<void> {
    const { folder, environment, name } = stack;
    const context = { pulumi: pulumi ?? "", folder, environment };
    const { stdout } = await runEngine(
      context,
      ["stack", "output", "--json", "--show-secrets", "--stack", name],
      { show: false },
    );
    secrets.add(JSON.parse(stdout).brokerSecretAccessKey);
  }

  beforeAll(async () => {
    process.env.TMPDIR = temporary;
    mkdirSync(join(temporary, "reports"));
    const loopback = await startLoopback({ root: planted });
    closing.push(() => loopback.close());
    const { endpoint, region } = loopback;
    const provider = await serveProvider({ endpoint, region });
    closing.push(() => provider.close());
    stack = await openThrowAwayStack({
      project: root,
      stack: "secrets",
      providerPort: provider.port,
      credentials: planted,
      show: false,
    });
    const operator = {
      ...stack.environment,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: planted.accessKeyId,
      AWS_SECRET_ACCESS_KEY: planted.secretAccessKey,
      TMPDIR: temporary,
    };
    const npm = async (script: string, ...args: readonly string[]) => {
      const { status, stdout, stderr } = await runNpm(script, args, operator);
      texts.set(`npm run ${script}`, `${stdout}${stderr}`);
      return status;
    };
    await configure({});
    expect(await engine("preview", "preview", "--diff")).toBe(0);
    expect(await engine("up", "up", "--yes", "--skip-preview")).toBe(0);
    await learnKey();
    expect(await npm("smoke", "--stack", "secrets", "--junit", join(temporary, "reports", "smoke.xml"))).toBe(
      0,
    );
    // The stack's configuration is not in the checkout, where the script would look for it, and must not get there.
    expect(await npm("recover", "--stack", "secrets")).toBe(3);
    expect(texts.get("npm run recover")).toBe(
      `The configuration of stack secrets (Pulumi.secrets.yaml) is not in ${root}: run this in the checkout that deployed it.\n`,
    );
    const told: string[] = [];
    const { name, folder, environment } = stack;
    const aws = { endpoint, region, credentials: planted };
    const recovery = {
      folder,
      stack: name,
      yes: false,
      environment,
      aws,
      tell: (line: string) => told.push(line),
    };
    expect(await recoverStack(recovery)).toBe(0);
    texts.set("recovery", told.join("\n"));
    await configure({ "federation-broker:keySerial": 2 });
    expect(await engine("rotation", "up", "--yes", "--skip-preview", "--diff")).toBe(0);
    await learnKey();
    expect(await engine("refresh", "refresh", "--yes", "--skip-preview", "--diff")).toBe(0);
    // Mistakes: their messages must not show a secret either.
    await configure({ "federation-broker:keySerial": 2, "federation-broker:retire": "never" });
    expect(await engine("a wrong option", "up", "--yes", "--skip-preview")).not.toBe(0);
    await configure({
      "federation-broker:keySerial": 2,
      "aws:accessKey": planted.accessKeyId,
      "aws:secretKey": "w".repeat(40),
    });
    expect(await engine("a wrong key", "up", "--yes", "--skip-preview")).not.toBe(0);
    await configure({ "federation-broker:keySerial": 2 });
    texts.set("stack export", await exported());
    expect(secrets.size).toBe(3);
  }, 600_000);
  afterAll(async () => {
    await stack.remove();
    for (const close of closing.toReversed()) await close();
    rmSync(temporary, { recursive: true });
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  });

  async function exported(): Promise<string> {
    const { folder, environment, name } = stack;
    const context = { pulumi: pulumi ?? "", folder, environment };
    return (await runEngine(context, ["stack", "export", "--stack", name], { show: false })).stdout;
  }

  it("prints no secret in any of its commands", () => {
    expect([...texts.keys()]).toEqual([
      "preview",
      "up",
      "npm run smoke",
      "npm run recover",
      "recovery",
      "rotation",
      "refresh",
      "a wrong option",
      "a wrong key",
      "stack export",
    ]);
    expect(texts.get("up")).toContain("brokerSecretAccessKey");
    const leaks = [...texts].filter(([, text]) =>
      [...secrets].some((secret) => formsOf(secret).some((form) => text.includes(form))),
    );
    expect(leaks.map(([name]) => name)).toEqual([]);
  });

  it("writes no secret into the state, a log, a report, a temporary file or the checkout", () => {
    const files = [...filesUnder(temporary), ...filesUnder(root)];
    const seen = files.map((file) => relative(temporary, file));
    // The search looks where the engine keeps things.
    for (const kind of [
      /\/state\/\.pulumi\/stacks\/.*\.json$/,
      /\/state\/\.pulumi\/history\//,
      /\/home\/logs\//,
      /^reports\/smoke\.xml$/,
    ]) {
      expect(seen.some((file) => kind.test(file))).toBe(true);
    }
    const leaks = files.filter((file) => {
      if (file === import.meta.filename || statSync(file).size > 100_000_000) return false;
      const text = readFileSync(file, "latin1");
      return [...secrets].some((secret) => formsOf(secret).some((form) => text.includes(form)));
    });
    expect(leaks).toEqual([]);
  });

  it("leaves the checkout as it was", () => {
    expect(gitStatus()).toBe(before);
  });

  it("would have been found if it had leaked", () => {
    const secret = planted.secretAccessKey;
    const hidden = [
      `"secret": "${secret}"`,
      Buffer.from(`x${secret}y`).toString("base64"),
      Buffer.from(`xy${secret}`).toString("base64"),
      `?key=${encodeURIComponent(secret)}`,
    ];
    expect(hidden.map((text) => formsOf(secret).some((form) => text.includes(form)))).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });
});
