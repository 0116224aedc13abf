// Whom a bucket's policy lets in although no promise can be about them: another account, a service, a session that is in
// no table.
import { arnOf, present } from "./identity.ts";
import { principals } from "./principals.ts";
import { STRANGERS, type UnlistedRow } from "./row-result.ts";
import type { BucketTarget, Target } from "./target.ts";

/** One row for each of them and each statement that allows them something. */
export function findStrangers(target: Target): readonly UnlistedRow[] {
  const { bucket, outsideBucket } = target;
  return [
    ...ofBucket("the bucket", bucket, target),
    ...(outsideBucket === undefined ? [] : ofBucket("the outside bucket", outsideBucket, target)),
  ];
}

interface Statement {
  readonly Effect: string;
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly Condition?: object;
}

function ofBucket(resource: string, { policy }: BucketTarget, target: Target): UnlistedRow[] {
  const { Statement } = JSON.parse(policy) as { Statement: Statement | readonly Statement[] };
  const known = knownTo(target);
  return [Statement].flat().flatMap((statement, index) =>
    namedIn(statement)
      .filter((name) => !known.has(name))
      .map((name) => row(name, resource, statement, index)),
  );
}

// Everyone is predicted as a call that is not signed; the account itself gives what its own policies give. Whoever takes
// his name from that very policy is not known by it.
function knownTo(target: Target): ReadonlySet<string> {
  const { accountId, partition } = target;
  const ofTable = present(target)
    .filter((principal) => principals[principal]?.needs !== "a grant to a federated user")
    .flatMap((principal) => arnOf(principal, target).arn ?? []);
  return new Set(["*", accountId, `arn:${partition}:iam::${accountId}:root`, ...ofTable]);
}

function namedIn({ Effect, Principal = {}, Condition = {} }: Statement): readonly string[] {
  if (Effect !== "Allow") return [];
  const names = typeof Principal === "string" ? [Principal] : Object.values(Principal).flat();
  // Whoever meets a condition need not be among those who are predicted.
  return Object.keys(Condition).length === 0
    ? names
    : names.map((name) => (name === "*" ? CONDITIONAL : name));
}

const CONDITIONAL = "everyone who meets its condition";

function row(name: string, resource: string, statement: Statement, index: number): UnlistedRow {
  return {
    principal: STRANGERS,
    action: [statement.Action ?? "*"].flat().join(", "),
    resource,
    expect: "denied",
    verdict: "fail",
    finding: "listed by no promise",
    explanation: `The policy of ${resource} lets in ${name}, and no promise is about it.`,
    advice: [
      `Allowed by statement ${index + 1} of the policy of ${resource}: ${JSON.stringify(statement)}`,
      "Take it out of that statement, or put it into smoke/principals.ts and promise what it may do.",
    ],
  };
}
