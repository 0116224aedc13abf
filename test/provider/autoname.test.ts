// Names for resources that the program left unnamed.
import { expect, it } from "vitest";
import { withName } from "../../provider/properties/autoname.ts";

const random = () => Uint8Array.of(0x12, 0x3c, 0xde, 0xf4);

it("a resource without a name gets its logical name and seven hexadecimal digits", () => {
  expect(withName({ property: "name", maximum: 64 }, "My-Broker", { path: "/" }, random)).toEqual({
    path: "/",
    name: "My-Broker-123cdef",
  });
});

it("a resource with a name keeps it", () => {
  expect(withName({ property: "name", maximum: 64 }, "broker", { name: "mine" }, random)).toEqual({
    name: "mine",
  });
});

it("a bucket's name is in lower case", () => {
  expect(withName({ property: "bucket", maximum: 63, lowerCase: true }, "My-Bucket", {}, random)).toEqual({
    bucket: "my-bucket-123cdef",
  });
});

it("the suffix differs from call to call", () => {
  const names = Array.from({ length: 50 }, () => withName({ property: "name", maximum: 64 }, "b", {}).name);
  expect(new Set(names).size).toBe(50);
  for (const name of names) expect(name).toMatch(/^b-[0-9a-f]{7}$/);
});

it("a logical name that leaves no room for the suffix is refused", () => {
  expect(() => withName({ property: "name", maximum: 10 }, "abc", {}, random)).toThrow(
    new Error('"abc-123cdef" is longer than 10 characters; give the property "name" in the program'),
  );
  expect(withName({ property: "name", maximum: 10 }, "ab", {}, random)).toEqual({ name: "ab-123cdef" });
});
