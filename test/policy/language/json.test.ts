// JSON read with places: what is refused, where, and in which words.
import { describe, expect, test } from "vitest";
import { JsonError, memberPath, parseJson, positionOf } from "../../../policy/language/json.ts";

function fault(text: string): { message: string; offset: number; path: string } | undefined {
  try {
    parseJson(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return { message: error.message, offset: error.offset, path: error.path };
  }
}

describe("a text that is no JSON is refused", () => {
  test.for<[string, string, number, string]>([
    ["", "A JSON value is expected here, not the end of the document.", 0, "$"],
    ["  ", "A JSON value is expected here, not the end of the document.", 2, "$"],
    ["x", 'A JSON value is expected here, not "x".', 0, "$"],
    ["tru", 'A JSON value is expected here, not "t".', 0, "$"],
    ["01", "Something follows the end of the document; remove it.", 1, "$"],
    ["1.", "Something follows the end of the document; remove it.", 1, "$"],
    ["+1", 'A JSON value is expected here, not "+".', 0, "$"],
    ["{} {}", "Something follows the end of the document; remove it.", 3, "$"],
    ["[1 2]", "A comma or ] is expected here.", 3, "$"],
    ["[1,]", 'A JSON value is expected here, not "]".', 3, "$[1]"],
    ["[1", "A comma or ] is expected here.", 2, "$"],
    ['{"a":1', "A comma or } is expected here.", 6, "$"],
    ['{"a" 1}', 'A colon is expected after the key "a".', 5, "$"],
    ["{a:1}", "A text in double quotes is expected here.", 1, "$"],
    ['{"a":1,}', "A text in double quotes is expected here.", 7, "$"],
    ['{"a":[0,{"b c":tru}]}', 'A JSON value is expected here, not "t".', 15, '$.a[1]["b c"]'],
    ['"a', "The text in double quotes is not closed.", 2, "$"],
    ['"\\x"', "This escape does not exist in JSON.", 1, "$"],
    ['"\\u12G4"', "This escape does not exist in JSON.", 1, "$"],
    ['"a\tb"', "A line break, tab or other control character in a text must be escaped.", 0, "$"],
    ['{"a":1,"b":2,"a":3}', 'The key "a" stands twice in one object; keep one of them.', 13, "$.a"],
    ['{"a":1,"\\u0061":3}', 'The key "a" stands twice in one object; keep one of them.', 7, "$.a"],
  ])("%j", ([text, message, offset, path]) => {
    expect(fault(text)).toEqual({ message, offset, path });
  });

  test("deeper than 32 levels, which no policy is", () => {
    expect(fault(`${"[".repeat(32)}1${"]".repeat(32)}`)).toBeUndefined();
    expect(fault(`${"[".repeat(33)}1${"]".repeat(33)}`)).toEqual({
      message: "The document is nested deeper than 32 levels.",
      offset: 33,
      path: `$${"[0]".repeat(33)}`,
    });
    expect(fault(`${'{"a":'.repeat(33)}1${"}".repeat(33)}`)?.message).toBe(
      "The document is nested deeper than 32 levels.",
    );
  });
});

describe("a text that is JSON", () => {
  test("keeps where everything stands, and numbers as they were written", () => {
    expect(parseJson(' {"a": [1.0, -2e3, true, null, "\\u00e9\\n"]}')).toEqual({
      kind: "object",
      offset: 1,
      members: [
        {
          key: "a",
          keyOffset: 2,
          value: {
            kind: "array",
            offset: 7,
            items: [
              { kind: "number", offset: 8, text: "1.0" },
              { kind: "number", offset: 13, text: "-2e3" },
              { kind: "boolean", offset: 19, text: "true" },
              { kind: "null", offset: 25, text: "null" },
              { kind: "string", offset: 31, text: "é\n" },
            ],
          },
        },
      ],
    });
  });

  test.for([
    ["[]", { kind: "array", offset: 0, items: [] }],
    ["{ }", { kind: "object", offset: 0, members: [] }],
    ['""', { kind: "string", offset: 0, text: "" }],
    ["-0.5E-7", { kind: "number", offset: 0, text: "-0.5E-7" }],
    ["0.25", { kind: "number", offset: 0, text: "0.25" }],
    ["1e10", { kind: "number", offset: 0, text: "1e10" }],
    ["false", { kind: "boolean", offset: 0, text: "false" }],
    ["\t\r\n0", { kind: "number", offset: 3, text: "0" }],
  ])("%j", ([text, node]) => {
    expect(parseJson(text as string)).toEqual(node);
  });
});

test.for([
  ["", 0, 1, 1],
  ["ab", 1, 1, 2],
  ["a\nb", 1, 1, 2],
  ["a\nb", 2, 2, 1],
  ["a\n\nbc", 4, 3, 2],
] as const)("in %j offset %i is line %i, column %i", ([text, offset, line, column]) => {
  expect(positionOf(text, offset)).toEqual({ line, column });
});

test.for([
  ["$", "Statement", "$.Statement"],
  ["$.Condition", "s3:prefix", '$.Condition["s3:prefix"]'],
  ["$", "_a1", "$._a1"],
  ["$", "1a", '$["1a"]'],
  ["$", "", '$[""]'],
  ["$", 'a"b', '$["a\\"b"]'],
  ["$", "a-b", '$["a-b"]'],
])("the member of %s called %j is %s", ([path = "", key = "", expected]) => {
  expect(memberPath(path, key)).toBe(expected);
});
