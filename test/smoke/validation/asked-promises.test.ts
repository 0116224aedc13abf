// A deployment without an outside bucket is asked about everything else.

import { expect, test } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { readTarget } from "../../../smoke/deployment/target.ts";
import type { Promised } from "../../../smoke/promises.ts";
import { predictPromises } from "../../../smoke/unprobed/predict-promises.ts";
import { askedPromises } from "../../../smoke/validation/asked-promises.ts";
import { outputs } from "../outputs.ts";

const { outsideBucketName: _, outsideBucketArn: __, outsideBucketPolicy: ___, ...inside } = outputs;
const listing: Promised = {
  principal: "broker",
  action: "s3:ListBucket",
  resource: "the bucket",
  expect: "allowed",
};
const federating: Promised = {
  ...listing,
  action: "sts:GetFederationToken*",
  resource: "a federated user",
};
const outside: Promised = { ...listing, resource: "the outside bucket", expect: "denied" };
const mistaken: Promised = { ...listing, resource: "the out side bucket" };

test("promises about the outside bucket are asked where there is one", () => {
  expect(askedPromises([listing, outside], readTarget(outputs))).toEqual({
    asked: [listing, outside],
    unasked: [],
  });
});

test("they are left out where there is no such bucket; a mistake in the table is not", () => {
  expect(askedPromises([listing, outside, mistaken], readTarget(inside))).toEqual({
    asked: [listing, mistaken],
    unasked: [outside],
  });
});

test("the closed world of such a deployment has one bucket", async () => {
  const { rows } = await predictPromises(readTarget(inside), {
    promises: [listing, outside, federating],
    catalogue: await openCatalogue(),
    now: new Date("2026-01-01T00:00:00Z"),
  });
  expect(
    rows
      .filter(({ principal }) => principal === "broker")
      .map(({ resource, verdict }) => [resource, verdict]),
  ).toEqual([["the bucket", "pass"]]);
});
