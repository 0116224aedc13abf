// The engine's table of condition keys against the catalogue of all services.
import { describe, expect, test } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { KEY_TYPES, KNOWN_KEYS, keyTypes } from "../../../policy/request/key-types.ts";

const catalogue = await openCatalogue();

/** The claims of identity providers: they have as many values as a token gives them. */
const isClaim = (name: string): boolean => /^[^:]*\./.test(name);

const services = await Promise.all(
  ["s3", "sts", "iam", "kms"].map(async (prefix) => (await catalogue.service(prefix))?.conditionKeys ?? []),
);
const ofServices = services.flat().filter(({ name }) => !isClaim(name) && !name.startsWith("aws:"));
const expected = [...catalogue.globalConditionKeys(), ...ofServices];

/** A part that varies as it could be in a policy. */
const example = (name: string): string => name.replace(/\$\{[^}]*\}|\*$/, "Example").toLowerCase();

const valueType = (multivalued: boolean): string => (multivalued ? "multivalued" : "single-valued");

describe("the table of condition keys", () => {
  test("has every global key and every key of S3, STS, IAM and KMS, with the catalogue's value type", () => {
    expect(expected.length).toBeGreaterThan(250);
    const wrong = expected.filter(
      ({ name, multivalued }) => KEY_TYPES(example(name)) !== valueType(multivalued),
    );
    expect(wrong).toEqual([]);
  });

  test("has no key that the catalogue does not have, and the catalogue's types", async () => {
    const differing: string[] = [];
    for (const { name, type, multivalued } of KNOWN_KEYS) {
      const key = await catalogue.conditionKey(name.replace(/\*$/, "PCR0"));
      if (key?.type !== type || key.multivalued !== multivalued) differing.push(name);
    }
    expect(differing).toEqual([]);
  });

  test("has exactly the seven global keys whose value type is Multivalued on AWS's page", () => {
    const global = KNOWN_KEYS.filter(({ name, multivalued }) => name.startsWith("aws:") && multivalued);
    expect(global.map(({ name }) => name).sort()).toEqual([
      "aws:CalledVia",
      "aws:PrincipalOrgPaths",
      "aws:PrincipalServiceNamesList",
      "aws:ResourceOrgPaths",
      "aws:SourceOrgPaths",
      "aws:TagKeys",
      "aws:VpceOrgPaths",
    ]);
  });

  test.for([
    ["aws:tagkeys", "multivalued"],
    ["aws:principaltag/team", "single-valued"],
    ["kms:encryptioncontext:app", "single-valued"],
    ["kms:encryptioncontextkeys", "multivalued"],
    ["s3:existingobjecttag/team", "single-valued"],
    ["dynamodb:leadingkeys", "multivalued"],
    ["aws:nothing", undefined],
    ["aws:tagkeys2", undefined],
    ["accounts.google.com:aud", undefined],
    ["ec2:vpc", undefined],
  ] as const)("%s is %s", ([key, type]) => {
    expect(KEY_TYPES(key)).toBe(type);
  });
});

describe("a fuller table", () => {
  const further = [
    { name: "ec2:ResourceTag/${TagKey}", multivalued: false },
    { name: "ec2:Paths", multivalued: true },
    { name: "aws:TagKeys", multivalued: false },
    { name: "token.actions.githubusercontent.com:aud", multivalued: true },
  ];

  test.for([
    ["ec2:paths", "multivalued"],
    ["ec2:resourcetag/team", "single-valued"],
    // The engine's own entries come first.
    ["aws:tagkeys", "multivalued"],
    ["token.actions.githubusercontent.com:aud", undefined],
  ] as const)("says that %s is %s", ([key, type]) => {
    expect(keyTypes(further)(key)).toBe(type);
  });

  test("knows a key by its whole name, the most specific first: it may begin as another does", async () => {
    const all = keyTypes(await catalogue.conditionKeys());
    expect(all("events:metadata/example/matcher")).toBe("single-valued");
  });
});
