// No secret leaves a run.
import { expect, test } from "vitest";
import { redact } from "../../../smoke/deployment/redact.ts";

test("secrets are replaced wherever they stand, and everything else stays", () => {
  const row = {
    reason: "you sent hush/+=",
    nested: [{ shows: ["x hush/+= y hush/+="] }],
    n: 7,
    none: null,
    b: true,
  };
  expect(redact(row, ["hush/+=", "another"])).toEqual({
    reason: "you sent [secret]",
    nested: [{ shows: ["x [secret] y [secret]"] }],
    n: 7,
    none: null,
    b: true,
  });
});
