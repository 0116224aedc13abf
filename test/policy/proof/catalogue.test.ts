// No catalogue hides a right: each action of AWS on each resource that the catalogue gives it, and with each of its keys.
import { describe, expect, it } from "vitest";
import type { Action } from "../../../catalogue/catalogue.ts";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import { isDocumentContained } from "../../../policy/proof/documents.ts";
import { namePattern } from "../../../policy/proof/known-actions.ts";
import { inFull } from "../../in-full.ts";

const parse = (statement: object) =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statement }), "identity");

const NOTHING = parse({ Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::zz-none" });

// What every caller may do, or what no policy may name: the parser refuses these resources of IAM, as AWS does, and an
// ARN of MediaConnect's that the catalogue writes without its account.
const NEVER_SHOWN = new Set(["sts:GetCallerIdentity", "sts:GetSessionToken"]);
const REFUSED = /:delegation-request\/|:mediaconnect:[^:]*:offering:/;

const EXAMPLES: Readonly<Record<string, string>> = { Partition: "aws", Region: "us-east-1" };
const filled = (arn: string): string =>
  arn.replaceAll(/\$\{([^}]*)\}/g, (_, name: string) =>
    /Account/.test(name) ? "111122223333" : (EXAMPLES[name] ?? "name"),
  );

const CONDITIONS: Readonly<Record<string, readonly [operator: string, value: string]>> = {
  String: ["StringEquals", "x"],
  ARN: ["ArnLike", "arn:aws:iam::111122223333:role/x"],
  Bool: ["Bool", "true"],
  Numeric: ["NumericLessThan", "5"],
  Date: ["DateLessThan", "2030-01-01T00:00:00Z"],
  IPAddress: ["IpAddress", "192.0.2.0/24"],
  Binary: ["BinaryEquals", "YQ=="],
};
const OWNER = "s3:ResourceAccount";

describe("an Allow of one action", async () => {
  const catalogue = await openCatalogue();
  const globalKeys = catalogue.globalConditionKeys().map(({ name }) => namePattern(name));
  const types = new Map((await catalogue.conditionKeys()).map((key) => [key.name.toLowerCase(), key]));

  const verdictOf = (action: Action, Resource: string, Condition: object = {}): string =>
    isDocumentContained(
      "identity",
      parse({ Effect: "Allow", Action: action.name, Resource, Condition }),
      NOTHING,
      { known: { actions: [action], globalKeys } },
    ).verdict;

  function conditionOn(name: string): object {
    const { type = "String", multivalued = false } = types.get(name.toLowerCase()) ?? {};
    const [operator, value] = CONDITIONS[type] ?? ["StringEquals", "x"];
    const key = name.replaceAll(/\$\{[^}]*\}/g, "x");
    return {
      [`${multivalued ? "ForAnyValue:" : ""}${operator}`]: { [key]: name === OWNER ? "111122223333" : value },
    };
  }

  async function hidden(service: string): Promise<readonly string[]> {
    const actions = (await catalogue.service(service))?.actions ?? [];
    return actions
      .filter(({ name }) => !NEVER_SHOWN.has(name))
      .flatMap((action) => {
        const arns = new Set(action.resourceTypes.map(({ arn }) => arn).filter((arn) => !REFUSED.test(arn)));
        const onArns = [...(action.resourceTypes.length === 0 ? ["*"] : arns)].map((arn) => [
          `on ${arn}`,
          verdictOf(action, filled(arn)),
        ]);
        const withKeys = action.conditionKeys.map((key) => [
          `with ${key}`,
          verdictOf(action, "*", conditionOn(key)),
        ]);
        return [...onArns, ...withKeys]
          .filter(([, verdict]) => verdict !== "not contained")
          .map(([what, verdict]) => `${action.name} ${what}: ${verdict}`);
      });
  }

  const quick = ["sts", "sqs"];
  const others = catalogue.services().filter((service) => !quick.includes(service));

  it.each([...quick, ...inFull(others)])("of %s is found", { timeout: 600_000 }, async (service) => {
    expect(await hidden(service)).toEqual([]);
  });
});
