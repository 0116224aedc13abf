// What is deleted is given back: the store does not stay as large as it once was. Counted in pages of 4 KiB, not in time.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { insertBucket } from "../../../loopback/store/bucket.ts";
import { putObject, removeVersion } from "../../../loopback/store/object.ts";
import { openDatabase } from "../../../loopback/store/open-database.ts";
import { tables } from "../../../loopback/store/schema.ts";
import { Store } from "../../../loopback/store/store.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "federation-broker-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const megabyte = 1024 * 1024;
const body = new Uint8Array(5 * megabyte);

describe.each([
  ["in memory", () => ({})],
  ["in a folder", () => ({ folder })],
] as const)("a store %s", (_, options) => {
  it("is as small after its objects are deleted as it was before", () => {
    const database = openDatabase(tables, options());
    const store = new Store(database);
    const pages = () => Object.values(database.prepare("PRAGMA page_count").get() ?? {})[0];
    insertBucket(store, { name: "bucket", region: "us-east-1", created: 0 });
    put(store, "first");
    remove(store, "first");
    const empty = pages();
    for (const key of ["a", "b", "c", "d"]) put(store, key);
    expect(pages()).toBeGreaterThan(5000);
    // Not the last one: what is behind it moves forward.
    remove(store, "a");
    remove(store, "c");
    expect(pages()).toBeLessThan(2700);
    expect(pages()).toBeGreaterThan(2500);
    remove(store, "b");
    remove(store, "d");
    expect(pages()).toBe(empty);
    expect(empty).toBeLessThan(100);
    store.close();
  });
});

it("a file is small again when its loopback ends", () => {
  const store = new Store(openDatabase(tables, { folder }));
  insertBucket(store, { name: "bucket", region: "us-east-1", created: 0 });
  put(store, "key");
  remove(store, "key");
  store.close();
  expect(statSync(join(folder, "loopback.sqlite")).size).toBeLessThan(megabyte);
});

function put(store: Store, key: string): void {
  const object = {
    ...{ key, version: "null", latest: true, marker: false, size: body.length, etag: '"e"', modified: 0 },
    ...{ headers: {}, attributes: {} },
  };
  putObject(store, "bucket", object as Parameters<typeof putObject>[2], body);
}

function remove(store: Store, key: string): void {
  removeVersion(store, "bucket", key, "null");
}
