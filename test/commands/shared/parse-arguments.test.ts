// Options of commands: each at most once, so that no file that a person names is left unread.
import { expect, it } from "vitest";
import { parseArguments } from "../../../commands/shared/parse-arguments.ts";

const options = { identity: { type: "string" }, json: { type: "boolean" } } as const;

it("an option that is there twice is refused: only the last would count", () => {
  const args = ["--identity", "a.json", "--identity=b.json"];
  expect(() => parseArguments({ args, options })).toThrow("--identity is there twice: give it once.");
});

it("options that are there once are read", () => {
  expect(parseArguments({ args: ["--identity", "a.json", "--json"], options }).values).toEqual({
    identity: "a.json",
    json: true,
  });
});
