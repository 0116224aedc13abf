// What is said of a person's file that cannot be read.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readTextFile } from "../../../commands/shared/read-text-file.ts";

const folder = mkdtempSync(join(tmpdir(), "federation-broker-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("a text file", () => {
  it("is read whole, with its byte order mark", async () => {
    expect(await readTextFile(file("whole", "\ufeffüx\n"))).toBe("\ufeffüx\n");
  });

  it.each([
    ["is missing", join(folder, "nowhere"), "there is no such file"],
    ["is a folder", folder, "it is a directory"],
    ["is not UTF-8", file("bytes", new Uint8Array([0xff, 0xfe])), "it is not UTF-8 text"],
    ["never ends", "/dev/zero", "it is longer than 67108864 bytes"],
  ])("that %s is refused", async (_, path, cause) => {
    await expect(readTextFile(path)).rejects.toMatchObject({
      name: "UsageError",
      message: `The file ${path} cannot be read: ${cause}.`,
    });
  });

  it("that is a byte too long is refused", async () => {
    const path = file("long", "12345");
    expect(await readTextFile(path, 5)).toBe("12345");
    await expect(readTextFile(path, 4)).rejects.toThrow(
      `The file ${path} cannot be read: it is longer than 4 bytes.`,
    );
  });
});
