// The reader of a resource's properties.
import { describe, expect, it } from "vitest";
import { readShape } from "../../provider/properties/shape.ts";

const shape = {
  name: "string",
  "open?": "boolean",
  "rules?": [{ days: "string", "note?": "string" }],
} as const;

describe("a value", () => {
  it("is given back when it is as described", () => {
    const value = { name: "n", open: false, rules: [{ days: "1" }, { days: "2", note: "x" }] };
    expect(readShape(shape, value)).toEqual({
      name: "n",
      open: false,
      rules: [{ days: "1" }, { days: "2", note: "x" }],
    });
  });

  it("may leave optional properties out, or give them as null", () => {
    expect(readShape(shape, { name: "n", open: null, rules: undefined })).toEqual({ name: "n" });
  });

  it.each([
    [{}, 'the property "name" is missing'],
    [{ name: null }, 'the property "name" is missing'],
    [{ name: 1 }, 'the property "name" must be a string'],
    [{ name: "n", open: "yes" }, 'the property "open" must be a boolean'],
    [{ name: "n", rules: {} }, 'the property "rules" must be a list'],
    [{ name: "n", rules: ["x"] }, 'the property "rules[0]" must be an object'],
    [{ name: "n", rules: [{ days: "1" }, {}] }, 'the property "rules[1].days" is missing'],
    [
      { name: "n", rules: [{ days: "1", hours: "2" }] },
      'the property "rules[0].hours" is not one that this deployment can set',
    ],
    [{ name: "n", nam: "n" }, 'the property "nam" is not one that this deployment can set'],
    [{ name: "n", toString: "n" }, 'the property "toString" is not one that this deployment can set'],
    [
      JSON.parse('{"name":"n","__proto__":"n"}'),
      'the property "__proto__" is not one that this deployment can set',
    ],
  ])("that is not as described is refused by the property's name: %j", (value, message) => {
    expect(() => readShape(shape, value)).toThrow(expect.objectContaining({ name: "ShapeError", message }));
  });
});
