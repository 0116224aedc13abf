// What the proofs rule of IAM's and STS's actions is what evaluate rules, for every action that AWS has.
import { describe, expect, it } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import type { Policy } from "../../../policy/compiled/policy.ts";
import { evaluate } from "../../../policy/evaluate.ts";
import { parsePolicy } from "../../../policy/parse-policy.ts";
import { isContained } from "../../../policy/proof/is-contained.ts";
import { CALLERS, MORE_CALLERS } from "./brute-force.ts";

const parse = (statement: object, kind: "identity" | "session" = "identity"): Policy =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statement }), kind);

const NOTHING = parse({ Effect: "Deny", Action: "*", Resource: "*" });

describe("the rulings", async () => {
  const catalogue = await openCatalogue();
  const names = [...(await catalogue.actions("iam:*")), ...(await catalogue.actions("sts:*"))].map(
    ({ name }) => name,
  );
  const callers = [...CALLERS, ...MORE_CALLERS].filter(
    ({ type }) => type !== "Service" && type !== "Anonymous",
  );

  it.each(callers)("agree for $type $arn", { timeout: 60_000 }, (principal) => {
    const account = "arn" in principal ? (principal.arn.split(":")[4] ?? "") : "";
    // A side with another caller makes the proof take both callers' rulings into account.
    const other = {
      principal: { type: "User", arn: `arn:aws:iam::${account}:user/nobody` },
      free: new Set<string>(),
    } as const;
    for (const action of [...names, "sts:AnotherAction", "iam:AnotherAction"]) {
      const statement = { Effect: "Allow", Action: action, Resource: "*" };
      const policies = { identity: [parse(statement)], session: [parse(statement, "session")] };
      const resource = `arn:aws:iam::${account}:role/r`;
      const decided =
        evaluate({ principal, action, resource, resourceAccount: account }, policies).decision === "allowed";
      const { verdict } = isContained({
        a: { caller: { principal, resourceAccount: account, free: new Set() }, policies },
        b: { caller: { ...other, resourceAccount: account }, policies: { identity: [NOTHING] } },
      });
      // The other caller may do a few things whatever its policies say.
      const ofBoth = ["sts:GetCallerIdentity", "sts:GetSessionToken"].includes(action);
      if (!ofBoth)
        expect([action, verdict === "not contained"]).toEqual([action, decided || principal.type === "Root"]);
    }
  });
});
