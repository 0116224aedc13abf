// Which values are JSON objects.
import { expect, test } from "vitest";
import { isRecord } from "../../policy/is-record.ts";

test.for(["{}", '{"a":1}', '{"__proto__":null}'])("%s is an object", (text) => {
  expect(isRecord(JSON.parse(text))).toBe(true);
});

test.for(["null", "[]", "[{}]", '"{}"', "1", "true"])("%s is none", (text) => {
  expect(isRecord(JSON.parse(text))).toBe(false);
});

test("a missing value is none", () => {
  expect(isRecord(undefined)).toBe(false);
});
