// The table of S3's condition keys against AWS's service authorization reference.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
import { expect, test } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { actionHasKey, isKeyOfS3 } from "../../../policy/checks/s3-condition-keys.ts";

const catalogue = await openCatalogue();
const actions = await catalogue.actions("s3:*");
const keys = [...new Set(actions.flatMap(({ conditionKeys }) => conditionKeys))].filter((key) =>
  key.startsWith("s3:"),
);
const named = (key: string): string => key.replace("${TagKey}", "team/of/one");

// Hardly an action is without these, and S3 takes the two about writing grants with others.
const OF_ALL =
  /^s3:(?:AccessPoint|authType|BucketTag|DataAccessPoint|ResourceAccount|signature|TlsVersion|x-amz-content-sha256|x-amz-grant-write)/;

test("every key of the reference is known, in any case, and no other", () => {
  expect(keys.length).toBeGreaterThan(60);
  expect(keys.filter((key) => !isKeyOfS3(named(key).toUpperCase()))).toEqual([]);
  expect(["s3:prefixes", "s3:", "s3:ExistingObjectTag"].filter(isKeyOfS3)).toEqual([]);
});

test("an action has a key in the table exactly where it has it in the reference", () => {
  const differences = actions.flatMap(({ name, conditionKeys }) =>
    keys
      .filter((key) => !OF_ALL.test(key))
      .filter((key) => actionHasKey(name, named(key)) !== conditionKeys.includes(key))
      .map((key) => `${name} ${key}`),
  );
  expect(differences).toEqual([]);
});

test("no action is without the keys of all", () => {
  const missing = actions.filter(({ name }) =>
    keys.some((key) => OF_ALL.test(key) && !actionHasKey(name, named(key))),
  );
  expect(missing).toEqual([]);
});
