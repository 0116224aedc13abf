// The constraints of every IAM operation, compared with AWS's API model (2010-05-08), in model-constraints.json.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { iamOperations } from "../../../loopback/iam/operations.ts";
import type { Operation } from "../../../loopback/operation.ts";

type Model = Readonly<Record<string, Readonly<Record<string, object>>>>;

const model: Model = JSON.parse(readFileSync(`${import.meta.dirname}/model-constraints.json`, "utf8"));

/** What a constraint says, without the sentences that some have of their own. */
const plain = (constraint: unknown): unknown =>
  JSON.parse(JSON.stringify(constraint, (key, value) => (key === "refusal" ? undefined : value)));

/** Every list of values as a set: AWS's order of them is not known. */
const sorted = (constraint: unknown): unknown =>
  JSON.parse(JSON.stringify(constraint, (key, value) => (key === "values" ? [...value].toSorted() : value)));

describe("the constraints of each IAM operation that is served", () => {
  it.each(Object.keys(iamOperations).filter((name) => name in model))("are the model's: %s", (name) => {
    const { constraints = {}, takes } = iamOperations[name] as Operation<Record<string, unknown>>;
    const members = Object.entries(model[name] ?? {}).filter(([member]) => takes.includes(member));
    const own = Object.entries(constraints).filter(([, constraint]) => Object.keys(constraint).length > 0);
    expect(sorted(plain(Object.fromEntries(own)))).toEqual(sorted(Object.fromEntries(members)));
  });
});
