// A page's cost depends on its entries: the rows read for it do not grow with the bucket.
import { describe, expect, it } from "vitest";
import { bytesAfter, listPage } from "../../../../loopback/s3/listing/list-page.ts";

/** A bucket of keys in byte order, and how many rows were read from it in how many look-ups. */
function bucketOf(keys: readonly string[]) {
  const rows = keys
    .map((key) => ({ key }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  const counts = { rows: 0, lookups: 0 };
  return {
    counts,
    page(prefix: string, delimiter: string | undefined, limit: number, marker = "") {
      return listPage({
        ...{ prefix, delimiter, limit, start: bytesAfter(marker, prefix, delimiter) },
        read(from: Buffer, count: number) {
          const first = rows.findIndex(({ key }) => Buffer.compare(Buffer.from(key), from) >= 0);
          const found = first === -1 ? [] : rows.slice(first, first + count);
          counts.lookups += 1;
          counts.rows += found.length;
          return found;
        },
        at: (bytes: Buffer) => bytes,
        after: ({ key }) => Buffer.from(`${key}\0`),
      });
    },
  };
}

const folders = (count: number, each: number) =>
  Array.from({ length: count }, (_, folder) =>
    Array.from(
      { length: each },
      (_, key) => `${String(folder).padStart(4, "0")}/${String(key).padStart(4, "0")}`,
    ),
  ).flat();

describe("a page", () => {
  it("of ten folders of a thousand keys each reads some twenty rows", () => {
    const bucket = bucketOf(folders(20, 1000));
    const { commonPrefixes, next } = bucket.page("", "/", 10);
    expect(commonPrefixes).toHaveLength(10);
    expect(commonPrefixes.at(-1)).toBe("0009/");
    expect(next?.toString()).toBe("00090");
    expect(bucket.counts.rows).toBeLessThanOrEqual(20);
  });

  it("without a delimiter is one look-up of one row more than it holds", () => {
    const bucket = bucketOf(folders(20, 1000));
    expect(bucket.page("", undefined, 50).rows).toHaveLength(50);
    expect(bucket.counts).toEqual({ rows: 51, lookups: 1 });
  });

  it("of keys between folders reads no more than twice what it shows", () => {
    const mixed = folders(50, 3).flatMap((key) => [key, key.replace("/", "-")]);
    const bucket = bucketOf(mixed);
    const { rows, commonPrefixes } = bucket.page("", "/", 100);
    expect(rows.length + commonPrefixes.length).toBe(100);
    expect(bucket.counts.rows).toBeLessThanOrEqual(250);
  });

  it("shows every entry once, with pages of any size", () => {
    const bucket = bucketOf(["a", "b/1", "b/2", "b0", "c/x/1", "c/y", "d", "é/1", "🐘"]);
    for (const limit of [1, 2, 3, 100]) {
      const seen: string[] = [];
      let marker: string | undefined = "";
      while (marker !== undefined) {
        const page = bucket.page("", "/", limit, marker);
        seen.push(...[...page.rows.map(({ key }) => key), ...page.commonPrefixes].sort());
        const last = typeof page.last === "string" ? page.last : page.last?.key;
        marker = page.next === undefined ? undefined : last;
      }
      expect(seen.sort()).toEqual(["a", "b/", "b0", "c/", "d", "é/", "🐘"].sort());
    }
  });

  it("of nothing is final", () => {
    expect(bucketOf(["a"]).page("", undefined, 0)).toEqual({ rows: [], commonPrefixes: [] });
    expect(bucketOf([]).page("", "/", 10)).toEqual({ rows: [], commonPrefixes: [] });
  });
});
