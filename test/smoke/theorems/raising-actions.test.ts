// The actions that raise rights: all that AWS calls Permissions management, and every action of IAM that writes.
import { expect, it } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { compilePattern } from "../../../policy/patterns/compile-pattern.ts";
import { RAISING } from "../../../smoke/theorems/raising-actions.ts";

const catalogue = await openCatalogue();
const tests = RAISING.map(compilePattern);
const isListed = (name: string): boolean => tests.some((test) => test(name));

const actionsOf = async (service: string) => (await catalogue.service(service))?.actions ?? [];

it("every action of IAM that is neither List nor Read is one", async () => {
  const writes = (await actionsOf("iam")).filter(
    ({ accessLevel }) => accessLevel !== "List" && accessLevel !== "Read",
  );
  expect(writes.length).toBeGreaterThan(100);
  expect(writes.filter(({ name }) => !isListed(name))).toEqual([]);
});

it.each(["s3", "kms", "organizations", "sso"])(
  "all that AWS lists as Permissions management of %s is one",
  async (service) => {
    const managing = (await actionsOf(service)).filter(
      ({ accessLevel }) => accessLevel === "Permissions management",
    );
    expect(managing.length).toBeGreaterThan(0);
    expect(managing.map(({ name }) => name).filter((name) => !isListed(name))).toEqual([]);
  },
);

it.each([
  ["iam:PassRole", true],
  ["iam:CreatePolicyVersion", true],
  ["sts:AssumeRoleWithSAML", true],
  ["s3:PutBucketPolicy", true],
  ["iam:GetUser", false],
  ["iam:SimulatePrincipalPolicy", false],
  ["sts:GetFederationToken", false],
  ["s3:PutObject", false],
])("%s: %s", (name, is) => {
  expect(isListed(name)).toBe(is);
});

it("no pattern stands for nothing", async () => {
  const names = (await catalogue.actionNames()).map((name) => name);
  expect(RAISING.filter((pattern) => !names.some(compilePattern(pattern)))).toEqual([]);
});
