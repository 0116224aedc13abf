// The store: what a unit and a transaction keep, and which changes it reports.
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { Store } from "../../../loopback/store/store.ts";

describe("the store", () => {
  const open = () => {
    const store = new Store(new DatabaseSync(":memory:"));
    store.run("CREATE TABLE t (a)");
    const rows = () => store.all<{ a: number }>("SELECT a FROM t ORDER BY a").map(({ a }) => a);
    const insert = (a: number) => store.run("INSERT INTO t VALUES (?)", a);
    const changes: number[] = [];
    store.watch((_, values) => changes.push(Number(values[0])));
    return { store, rows, insert, changes };
  };
  const fail = () => {
    throw new Error("planted");
  };

  it("keeps all of a unit's writes or none, and reports those kept", () => {
    const { store, rows, insert, changes } = open();
    store.unit(() => {
      insert(1);
      insert(2);
    });
    expect(() =>
      store.unit(() => {
        insert(3);
        fail();
      }),
    ).toThrow("planted");
    expect([rows(), changes]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it("undoes only a transaction within a unit, if its failure is caught", () => {
    const { store, rows, insert, changes } = open();
    store.unit(() => {
      insert(1);
      const part = () =>
        store.transaction(() => {
          insert(2);
          fail();
        });
      expect(part).toThrow("planted");
      store.transaction(() => insert(3));
    });
    expect([rows(), changes]).toEqual([
      [1, 3],
      [1, 3],
    ]);
  });

  it("also undoes only a unit's first transaction, and keeps the next", () => {
    const { store, rows, insert, changes } = open();
    store.unit(() => {
      const first = () =>
        store.transaction(() => {
          insert(1);
          fail();
        });
      expect(first).toThrow("planted");
      store.transaction(() => insert(2));
      store.transaction(() => insert(3));
    });
    expect([rows(), changes]).toEqual([
      [2, 3],
      [2, 3],
    ]);
  });

  it("undoes with a unit the transactions in it that were done", () => {
    const { store, rows, insert, changes } = open();
    expect(() =>
      store.unit(() => {
        store.transaction(() => insert(1));
        store.transaction(() => insert(2));
        fail();
      }),
    ).toThrow("planted");
    expect([rows(), changes]).toEqual([[], []]);
  });

  it("keeps what a transaction by itself writes, and what a lone statement does", () => {
    const { store, rows, insert, changes } = open();
    store.transaction(() => {
      insert(1);
      store.transaction(() => insert(2));
      expect(changes).toEqual([]);
    });
    insert(3);
    expect([rows(), changes]).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
  });
});
