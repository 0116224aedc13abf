// Everyone there is, as the gate asks about each bucket's policy: what it alone grants, beyond what rows promise.

import { arnName } from "../../policy/arn.ts";
import type { Policy } from "../../policy/compiled/policy.ts";
import { homeOf } from "../../policy/proof/callers.ts";
import type { Options } from "../../policy/proof/is-contained.ts";
import type { Judged } from "../../policy/proof/question.ts";
import type { Target } from "../deployment/target.ts";
import type { Documents } from "../prediction/documents.ts";
import type { WrittenStatement } from "../prediction/region.ts";
import type { Side } from "../prediction/sides.ts";
import { arnOf, present } from "../sessions/identity.ts";
import { type Anyone, sidesOfAnyone } from "../theorems/anyone.ts";
import { anyoneFor } from "../theorems/anyone-for.ts";

/** A question of the gate: who calls and where, in words, and what rows promise the caller. */
export interface Question extends Pick<Side, "caller" | "place" | "within"> {
  readonly judged: Judged;
  readonly region: Policy;
  readonly callersFor: NonNullable<Options["callersFor"]>;
}

/**
 * A caller of another account is allowed everything by its own policies, a caller of this account nothing. Rows promise
 * whoever is not of the table what they promise to nobody, and sessions of other names what they promise to the broker.
 */
export function questionsAboutOutsiders(
  target: Target,
  documents: Documents,
  promisedTo: (principal: string) => Policy,
): readonly Question[] {
  // Some principals of the table have one name; the first is not one that takes its name from a bucket's policy.
  const ofTable = new Map(
    present(target)
      .toReversed()
      .flatMap((name) => {
        const { arn } = arnOf(name, target);
        return arn === undefined ? [] : [[arn, name] as const];
      }),
  );
  const named = exceptNamed([...ofTable.keys()], target);
  return sidesOfAnyone({ do: "s3:*" }, GRANTED_TO_ANYONE, target, documents, named).map((side) => ({
    ...side,
    region: promisedTo(rowsFor(side, ofTable, target)),
    callersFor: anyoneFor,
  }));
}

const GRANTED_TO_ANYONE = { outsideOnly: false, alone: true };

function rowsFor({ judged }: Anyone, ofTable: ReadonlyMap<string, string>, { accountId }: Target): string {
  const { principal } = judged.caller;
  const name = "arn" in principal ? ofTable.get(principal.arn) : undefined;
  if (name !== undefined) return name;
  return principal.type === "FederatedUser" && homeOf(principal) === accountId ? "broker" : "nobody";
}

// Where a name of this account is left open, those of the table are not meant: they have questions of their own.
const exceptNamed = (arns: readonly string[], { accountId, broker }: Target): readonly WrittenStatement[] => [
  except("aws:PrincipalArn", arns),
  except("aws:username", [broker.userName]),
  except(
    "aws:userid",
    arns.filter((arn) => arn !== broker.userArn).map((arn) => `${accountId}:${arnName(arn)}`),
  ),
];

const except = (key: string, values: readonly string[]): WrittenStatement => ({
  ...{ Effect: "Deny", Action: "*", Resource: "*" },
  Condition: { StringEquals: { [key]: values } },
});
