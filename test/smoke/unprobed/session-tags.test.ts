// Sessions of the table's names with tags that the broker chooses.
import { describe, expect, it } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { readTarget } from "../../../smoke/deployment/target.ts";
import { predictPromises } from "../../../smoke/unprobed/predict-promises.ts";
import { bucketPolicyOf, outputs } from "../outputs.ts";
import { allow, brokerMay } from "./hidden-rights.ts";

const catalogue = await openCatalogue();
const now = new Date("2026-11-22T09:00:00Z");
const session = (name: string) => `arn:aws:sts::111122223333:federated-user/${name}`;
const KEYS = "arn:aws:s3:::inside/*";
const TAGGED = { "aws:PrincipalTag/team": "admin" };

// As the program writes it.
const passing = allow("sts:TagSession", session("*"), {
  "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] },
  Null: { "aws:TagKeys": "false" },
});
const tagging = { ...brokerMay(passing), sessionTags: ["team"] };

async function faults(changed: object): Promise<readonly string[]> {
  const { rows } = await predictPromises(readTarget({ ...outputs, ...changed }), { catalogue, now });
  return rows.flatMap(({ verdict, principal, action, resource }) =>
    verdict === "pass" ? [] : [`${verdict}: ${principal} ${action} ${resource}`],
  );
}

describe("a deployment that passes session tags", () => {
  it.each([{}, { brokerTags: { team: "red" } }])("keeps its promises with %j", async (tags) => {
    expect(await faults({ ...tagging, ...tags })).toEqual([]);
  });

  it.each<[string, string, object, object]>([
    ["User1", "s3:GetObject", {}, allow("s3:GetObject", KEYS, { StringEquals: TAGGED })],
    [
      "User1",
      "s3:GetObject",
      { brokerTags: { team: "red" } },
      allow("s3:GetObject", KEYS, { StringEquals: TAGGED }),
    ],
    ["NoPolicy", "s3:GetObject", {}, allow("s3:GetObject", KEYS, { StringEquals: TAGGED })],
  ])("lets %s call %s by a value of the tag: %j", async (name, action, tags, statement) => {
    const bucketPolicy = bucketPolicyOf({ ...statement, Principal: { AWS: session(name) } });
    expect(await faults({ ...tagging, ...tags, bucketPolicy })).toContainEqual(
      expect.stringMatching(new RegExp(`^fail: ${name} ${action} arn:aws:s3:::inside/`)),
    );
  });
});
