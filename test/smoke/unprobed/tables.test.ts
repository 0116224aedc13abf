// What the gate says of whole tables of deployments, by their documents alone.
import { describe, expect, it } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { readTarget } from "../../../smoke/deployment/target.ts";
import { predictPromises } from "../../../smoke/unprobed/predict-promises.ts";
import { inFull } from "../../in-full.ts";
import { outputs } from "../outputs.ts";
import { HARMLESS } from "./harmless-variations.ts";
import { type Deployment, HIDDEN_RIGHTS, MISSED_ONCE } from "./hidden-rights.ts";

const catalogue = await openCatalogue();
const now = new Date("2026-11-22T09:00:00Z");

const predicted = ([, changed]: Deployment) =>
  predictPromises(readTarget({ ...outputs, ...changed }), { catalogue, now });

async function expectFailure(deployment: Deployment): Promise<void> {
  const { rows, exitCode } = await predicted(deployment);
  expect(exitCode).toBe(1);
  expect(rows.map(({ verdict, finding }) => `${verdict}: ${finding}`)).toContain(
    "fail: listed by no promise",
  );
}

async function expectPass(deployment: Deployment): Promise<void> {
  const { rows, exitCode } = await predicted(deployment);
  expect(rows.flatMap(({ verdict, explanation }) => (verdict === "pass" ? [] : [explanation]))).toEqual([]);
  expect(exitCode).toBe(0);
}

/** One of five; a full run takes the others, too. */
const some = <Row>(rows: readonly Row[]): readonly Row[] => rows.filter((_, index) => index % 5 === 0);
const others = <Row>(rows: readonly Row[]): readonly Row[] => rows.filter((_, index) => index % 5 !== 0);

describe("a right that no promise lists", () => {
  it("is looked for in 18 places where it was once missed, and in more than 100 others", () => {
    expect(MISSED_ONCE).toHaveLength(18);
    expect(HIDDEN_RIGHTS.length).toBeGreaterThan(100);
    expect(new Set([...MISSED_ONCE, ...HIDDEN_RIGHTS].map(([name]) => name)).size).toBe(
      MISSED_ONCE.length + HIDDEN_RIGHTS.length,
    );
  });

  it.each([...MISSED_ONCE, ...some(HIDDEN_RIGHTS)])("fails: %s", async (...deployment) => {
    await expectFailure(deployment);
  });

  it.each(inFull(others(HIDDEN_RIGHTS)))("fails as well: %s", async (...deployment) => {
    await expectFailure(deployment);
  });
});

describe("a variation that allows nothing more", () => {
  it("is one of at least 60", () => {
    expect(HARMLESS.length).toBeGreaterThanOrEqual(60);
  });

  it.each(some(HARMLESS))("passes: %s", async (...deployment) => {
    await expectPass(deployment);
  });

  it.each(inFull(others(HARMLESS)))("passes as well: %s", async (...deployment) => {
    await expectPass(deployment);
  });
});
