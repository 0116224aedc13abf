// The fixture `sandbox`, a loopback with clients: one for all tests of a file, or an own one for each test.
//
//     import { testInSharedSandbox as test } from "../sandbox.ts";
//     test("root may list users", async ({ sandbox }) => { await sandbox.iam.send(new ListUsersCommand()); });
//
// Options are a fixture, too: `const test = testInOwnSandbox.extend("options", { region: "eu-central-1" })`.
// Hooks that use the sandbox are the fixture's own: `test.beforeAll(async ({ sandbox }) => ...)`.
import { test } from "vitest";
import type { LoopbackOptions } from "../../loopback/start-loopback.ts";
import { type Sandbox, startSandbox } from "./clients.ts";

/** The one that is open now: for a file's helpers and the tables of `each`, which get no fixtures. */
export let sandbox: Sandbox;

const open = async (
  { options }: { readonly options: LoopbackOptions },
  { onCleanup }: { onCleanup(close: () => Promise<void>): void },
): Promise<Sandbox> => {
  const opened = await startSandbox(options);
  onCleanup(() => opened.close());
  sandbox = opened;
  return opened;
};

const none: LoopbackOptions = {};
export const testInSharedSandbox = test
  .extend("options", { scope: "file" }, none)
  .extend("sandbox", { scope: "file", auto: true }, open);
export const testInOwnSandbox = test.extend("options", none).extend("sandbox", { auto: true }, open);
