// A loopback with its state in a folder, killed while it is written to: it keeps every write that it acknowledged.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { CreateUserCommand, GetUserCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { type Clients, clientsFor, startSandbox } from "../clients.ts";
import { objectsOf } from "./objects-of.ts";

/** Content that tells whether it is whole. */
const content = (name: string) => `${name} `.repeat(2000);

describe("kill -9 in the middle of a stream of writes", () => {
  /** Writes users and objects until the server is gone; gives the names of those that it acknowledged. */
  async function writeUntilGone({ iam, s3 }: Pick<Clients, "iam" | "s3">, writer: number, seen: () => void) {
    const users: string[] = [];
    const objects: string[] = [];
    try {
      for (let n = 0; ; n++) {
        const name = `${writer}-${n}`;
        await s3.send(new PutObjectCommand({ Bucket: "bucket", Key: name, Body: content(name) }));
        objects.push(name);
        await iam.send(new CreateUserCommand({ UserName: name }));
        users.push(name);
        seen();
      }
    } catch {
      return { users, objects };
    }
  }

  it("loses no acknowledged write, and leaves none half done", async () => {
    const folder = mkdtempSync(join(tmpdir(), "federation-broker-"));
    const state = join(folder, "state");
    const program = join(import.meta.dirname, "..", "..", "..", "commands", "loopback.ts");
    const child = spawn(process.execPath, [program, "--port", "0", "--json", "--state", state], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = await once(createInterface(child.stdout), "line");
    const { endpoint, region, ...credentials } = JSON.parse(line);
    const clients = clientsFor({ endpoint, region, credentials, maxAttempts: 1 });
    await clients.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
    let acknowledged = 0;
    const seen = () => {
      acknowledged += 1;
      if (acknowledged === 40) child.kill("SIGKILL");
    };
    const written = await Promise.all([1, 2, 3, 4].map((writer) => writeUntilGone(clients, writer, seen)));
    for (const client of Object.values(clients)) client.destroy();
    expect(acknowledged).toBeGreaterThanOrEqual(40);

    const after = await startSandbox({ state });
    const objects = await objectsOf(after);
    for (const name of written.flatMap((one) => one.objects)) expect(objects.has(name)).toBe(true);
    for (const [name, body] of objects) expect(body).toBe(content(name));
    for (const UserName of written.flatMap((one) => one.users))
      expect((await after.iam.send(new GetUserCommand({ UserName }))).User?.UserName).toBe(UserName);
    await after.close();
    rmSync(folder, { recursive: true });
  });
});
