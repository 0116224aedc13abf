// Where bodies wait: in memory as long as there is room, then in files, and nowhere when both are full.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bodyRoom } from "../../../loopback/wire/body-room.ts";

const [ann, bob] = [{ name: "ann" }, { name: "bob" }];
const bytes = (length: number, byte = 97) => Buffer.alloc(length, byte);

let temporary = "";
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), "federation-broker-"));
  vi.stubEnv("TMPDIR", temporary);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true });
});

describe("a body that waits", () => {
  it("is in memory while it is small, in a file without a name when it is large, and gone when it leaves", async () => {
    const room = bodyRoom({ small: 10, memory: 100, files: 1000, each: 1000 });
    const body = room.enter(ann);
    body.add(bytes(10));
    expect(room.waiting).toEqual({ memory: 10, files: 0 });
    body.add(bytes(1, 98));
    expect(room.waiting).toEqual({ memory: 0, files: 11 });
    expect(readdirSync(temporary)).toEqual([]);
    expect(await body.use(async (whole) => whole.toString())).toBe("aaaaaaaaaab");
    body.leave();
    expect(room.waiting).toEqual({ memory: 0, files: 0 });
  });

  it("is in a file however small, where others have filled the memory", async () => {
    const room = bodyRoom({ small: 10, memory: 15, files: 1000, each: 1000 });
    const [first, second] = [room.enter(ann), room.enter(ann)];
    first.add(bytes(10));
    second.add(bytes(5, 98));
    second.add(bytes(5, 99));
    expect(room.waiting).toEqual({ memory: 10, files: 10 });
    expect(await second.use(async (whole) => whole.toString())).toBe("bbbbbccccc");
    second.leave();
    first.leave();
    expect(room.waiting).toEqual({ memory: 0, files: 0 });
  });

  it("is refused where all files together are full, until one leaves", () => {
    const room = bodyRoom({ small: 10, memory: 100, files: 51, each: 1000 });
    const [first, second] = [room.enter(ann), room.enter(ann)];
    first.add(bytes(40));
    second.add(bytes(10));
    expect(() => second.add(bytes(1))).not.toThrow();
    expect(room.waiting).toEqual({ memory: 0, files: 51 });
    const full = expect.objectContaining({
      code: "SlowDown",
      message: "Please reduce your request rate.",
    });
    expect(() => second.add(bytes(1))).toThrow(full);
    first.leave();
    expect(() => second.add(bytes(1))).not.toThrow();
    second.leave();
    expect(room.waiting).toEqual({ memory: 0, files: 0 });
  });

  it("of one sender leaves room for those of others", () => {
    const room = bodyRoom({ small: 10, memory: 100, files: 100, each: 60 });
    const [first, second, third] = [room.enter(ann), room.enter(ann), room.enter(bob)];
    const full = expect.objectContaining({ code: "SlowDown" });
    first.add(bytes(50));
    second.add(bytes(10));
    expect(() => second.add(bytes(1))).toThrow(full);
    third.add(bytes(50));
    expect(() => third.add(bytes(1))).toThrow(full);
    first.leave();
    expect(() => second.add(bytes(1))).not.toThrow();
    for (const body of [second, third]) body.leave();
    expect(room.waiting).toEqual({ memory: 0, files: 0 });
  });

  it("is its sender's who is told before it is large", () => {
    const room = bodyRoom({ small: 10, memory: 100, files: 100, each: 40 });
    const [first, second] = [room.enter(ann), room.enter(ann)];
    first.add(bytes(40));
    second.add(bytes(10));
    second.from("bob");
    expect(() => second.add(bytes(30))).not.toThrow();
    first.leave();
    expect(() => second.add(bytes(1))).toThrow(expect.objectContaining({ code: "SlowDown" }));
    second.leave();
    expect(room.waiting).toEqual({ memory: 0, files: 0 });
  });

  it("is never refused while it is small, even where memory and files are full", () => {
    const room = bodyRoom({ small: 10, memory: 5, files: 40, each: 1000 });
    const [large, small] = [room.enter(ann), room.enter(bob)];
    large.add(bytes(40));
    for (let count = 0; count < 10; count++) small.add(bytes(1));
    expect(room.waiting).toEqual({ memory: 0, files: 50 });
    expect(() => small.add(bytes(1))).toThrow(expect.objectContaining({ code: "SlowDown" }));
    for (const body of [large, small]) body.leave();
    expect(room.waiting).toEqual({ memory: 0, files: 0 });
  });

  it("is in the folder that is given", async () => {
    vi.stubEnv("TMPDIR", join(temporary, "nowhere"));
    const room = bodyRoom({ small: 1, memory: 100, files: 1000, each: 1000 });
    const body = room.enter({ name: "ann", folder: temporary });
    body.add(bytes(2));
    expect(await body.use(async (whole) => whole.toString())).toBe("aa");
    body.leave();
  });

  it("has its turn when the large one before it is done, even if that failed", async () => {
    const room = bodyRoom({ small: 1, memory: 100, files: 1000, each: 1000 });
    const order: string[] = [];
    let finish = () => {};
    const [first, second] = [room.enter(ann), room.enter(ann)];
    first.add(bytes(2));
    second.add(bytes(2));
    const one = first.use(async () => {
      order.push("first begins");
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      order.push("first ends");
      throw new Error("it failed");
    });
    const two = second.use(async () => void order.push("second"));
    await vi.waitFor(() => expect(order).toEqual(["first begins"]));
    finish();
    await expect(one).rejects.toThrow("it failed");
    await two;
    expect(order).toEqual(["first begins", "first ends", "second"]);
  });

  it("that the disk does not take is an internal error", () => {
    vi.stubEnv("TMPDIR", join(temporary, "nowhere"));
    const body = bodyRoom({ small: 1, memory: 100, files: 1000, each: 1000 }).enter(ann);
    expect(() => body.add(bytes(2))).toThrow(
      expect.objectContaining({
        code: "InternalError",
        message: "We encountered an internal error. Please try again.",
      }),
    );
    body.leave();
  });
});
