// A disk that refuses to grow a file, as a full one does: one line at the start, AWS's error later, and nothing
// is half written.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, it } from "vitest";
import { clientsFor, startSandbox } from "../clients.ts";
import { objectsOf } from "./objects-of.ts";

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "federation-broker-"));
});
afterEach(() => rmSync(state, { recursive: true }));

const program = join(import.meta.dirname, "..", "..", "..", "commands", "loopback.ts");
/** The loopback by a shell that lets no file grow beyond so many KiB. */
const limited = (size: number) => [
  ...["-c", `ulimit -f ${size}; exec "$0" "$@"`, process.execPath, program],
  ...["--port", "0", "--json", "--state", state],
];

it("a loopback does not start on it, and says why", () => {
  const { status, stdout, stderr } = spawnSync("bash", limited(10), { encoding: "utf8" });
  expect({ status, stdout, stderr: stderr.trim() }).toEqual({
    ...{ status: 3, stdout: "" },
    stderr: `The state folder ${state} cannot be used: its disk cannot be read or written. Give another with --state.`,
  });
});

it("a write that finds no room is an internal error, and what was there stays whole", async () => {
  const child = spawn("bash", limited(4000), { stdio: ["ignore", "pipe", "ignore"] });
  const [line] = await once(createInterface(child.stdout), "line");
  const { endpoint, region, ...credentials } = JSON.parse(line);
  const clients = clientsFor({ endpoint, region, credentials, maxAttempts: 1 });
  const put = (Key: string, Body: string) =>
    clients.s3.send(new PutObjectCommand({ Bucket: "bucket", Key, Body }));
  await clients.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
  await put("kept", "old");
  for (const key of ["kept", "new"]) {
    await expect(put(key, "x".repeat(6_000_000))).rejects.toMatchObject({
      ...{ name: "InternalError", $metadata: { httpStatusCode: 500 } },
      message: "We encountered an internal error. Please try again.",
    });
  }
  expect(await objectsOf(clients)).toEqual(new Map([["kept", "old"]]));
  child.kill("SIGKILL");
  await once(child, "exit");
  for (const client of Object.values(clients)) client.destroy();

  const roomy = await startSandbox({ state });
  expect(await objectsOf(roomy)).toEqual(new Map([["kept", "old"]]));
  await roomy.s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "new", Body: "x".repeat(6_000_000) }));
  await roomy.close();
});
