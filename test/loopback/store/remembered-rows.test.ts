// Rows that are remembered are never older than the last change, whether it was kept or undone.
import { DatabaseSync } from "node:sqlite";
import { beforeEach, expect, test, vi } from "vitest";
import { RememberedRows } from "../../../loopback/store/remembered-rows.ts";
import { Store } from "../../../loopback/store/store.ts";

const select = "SELECT name FROM users WHERE id = ?";

let store: Store;

beforeEach(() => {
  const database = new DatabaseSync(":memory:");
  database.exec("CREATE TABLE users (id TEXT PRIMARY KEY, name TEXT); INSERT INTO users VALUES ('1', 'Ann')");
  store = new Store(database);
});

const nameNow = () => store.get<{ name: string }>(select, "1")?.name;
const rename = (name: string) => store.run("UPDATE users SET name = ? WHERE id = '1'", name);

test("a change shows in the next read", () => {
  expect(nameNow()).toBe("Ann");
  rename("Eve");
  expect(nameNow()).toBe("Eve");
  expect(store.all(select, "1")).toEqual([{ name: "Eve" }]);
});

test("a row that was not there shows once it is", () => {
  expect(store.get(select, "2")).toBeUndefined();
  store.run("INSERT INTO users VALUES ('2', 'Bob')");
  expect(store.get(select, "2")).toEqual({ name: "Bob" });
});

test("what a transaction has read of its own changes is forgotten when it is undone", () => {
  const undone = () =>
    store.transaction(() => {
      rename("Eve");
      expect(nameNow()).toBe("Eve");
      throw new Error("undone");
    });
  expect(undone).toThrow("undone");
  expect(nameNow()).toBe("Ann");
});

test("what a part of a transaction has read of its own changes is forgotten when that part is undone", () => {
  store.unit(() => {
    rename("Bob");
    const part = () =>
      store.transaction(() => {
        rename("Eve");
        expect(nameNow()).toBe("Eve");
        throw new Error("undone");
      });
    expect(part).toThrow("undone");
    expect(nameNow()).toBe("Bob");
  });
  expect(nameNow()).toBe("Bob");
});

test("what a unit of work has read of its own changes is forgotten when it is undone", () => {
  const undone = () =>
    store.unit(() => {
      rename("Eve");
      expect(nameNow()).toBe("Eve");
      throw new Error("undone");
    });
  expect(undone).toThrow("undone");
  expect(nameNow()).toBe("Ann");
});

test("rows are shared, so that no one can change them", () => {
  const row = store.get<{ name: string }>(select, "1");
  expect(() => Object.assign(row ?? {}, { name: "Eve" })).toThrow(TypeError);
});

test("rows are read once for each statement and value, and again when they are many", () => {
  const rows = new RememberedRows();
  const one = vi.fn(() => [{ id: 1 }]);
  rows.all("a", ["x"], one);
  rows.all("a", ["x"], one);
  expect(one).toHaveBeenCalledTimes(1);
  rows.all("a", ["y"], one);
  rows.all("b", ["x"], one);
  expect(one).toHaveBeenCalledTimes(3);
  const many = vi.fn(() => Array.from({ length: 1000 }, (_, id) => ({ id })));
  rows.all("many", [], many);
  rows.all("many", [], many);
  expect(many).toHaveBeenCalledTimes(2);
});
