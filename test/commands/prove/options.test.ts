// The options of npm run prove: what may go together, and one sentence for each mistake.
import { expect, it } from "vitest";
import { documentsTarget } from "../../../commands/prove/documents-target.ts";
import { readProveOptions } from "../../../commands/prove/options.ts";

it("a stack is the selected one, a named one, or a file of outputs", () => {
  expect(readProveOptions([])).toEqual({ source: {}, account: "111122223333" });
  expect(readProveOptions(["--outputs", "-", "--json", "p.json"])).toEqual({
    ...{ source: { outputs: "-" }, account: "111122223333", json: "p.json" },
  });
});

it("documents stand alone, in an account and at a bucket", () => {
  const args = ["--resource", "b.json", "--account", "444455556666", "--bucket", "reports"];
  expect(readProveOptions(args)).toEqual({
    ...{ source: {}, files: { resource: "b.json" }, account: "444455556666", bucket: "reports" },
  });
});

it.each<[args: readonly string[], sentence: string]>([
  [
    ["--outputs", "o", "--stack", "s"],
    "Give either --outputs or --stack: each names the stack whose outputs are read.",
  ],
  [
    ["--outputs", "o", "--identity", "i"],
    "Give either documents or a stack: with --outputs or --stack, its documents are proved.",
  ],
  [
    ["--account", "444455556666"],
    "Leave --account out: it is for documents alone, and a stack's outputs say it.",
  ],
  [
    ["--outputs", "o", "--bucket", "b"],
    "Leave --bucket out: it is for documents alone, and a stack's outputs say it.",
  ],
  [["--identity", "i", "--account", "12"], "--account 12 is no account: give the 12 digits of its id."],
])("%j: %s", (args, sentence) => {
  expect(() => readProveOptions(args)).toThrow(sentence);
});

const resource = (...Resource: readonly string[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Deny", Principal: "*", Action: "s3:*", Resource },
  });

it("a bucket's policy says which bucket it is attached to", () => {
  const given = { resource: resource("arn:aws:s3:::reports", "arn:aws:s3:::reports/*") };
  expect(documentsTarget(given, "111122223333", undefined).bucket.name).toBe("reports");
  expect(documentsTarget({ resource: resource("*") }, "111122223333", "logs").bucket.name).toBe("logs");
});

it.each([
  ["no bucket", resource("*")],
  ["several buckets", resource("arn:aws:s3:::a-bucket", "arn:aws:s3:::b-bucket")],
])("of %s, none is chosen", (which, text) => {
  expect(() => documentsTarget({ resource: text }, "111122223333", undefined)).toThrow(
    `The policy of --resource names ${which}: say with --bucket which one it is attached to.`,
  );
});

it("what is no policy is named with its place", () => {
  expect(() => documentsTarget({ resource: "{}" }, "111122223333", undefined)).toThrow(
    "In the policy of --resource, at ",
  );
});
