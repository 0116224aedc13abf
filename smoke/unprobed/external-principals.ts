// Outsiders whom a statement of a bucket's policy names: another account, a service, or a session that is not in
// smoke/principals.ts. No promise can be about them.
import type { StatementElements } from "../../policy/policy-document.ts";
import type { Target } from "../deployment/target.ts";
import { type Document, type Documents, statementText } from "../prediction/documents.ts";
import { principals } from "../principals.ts";
import { EXTERNAL, type UnlistedRow } from "../results/row-result.ts";
import { arnOf, present } from "../sessions/identity.ts";
import type { Overstep } from "./overstep.ts";

/** One row for each outsider and each statement that allows it something. */
export const findExternalPrincipals = (target: Target, documents: Documents): readonly UnlistedRow[] =>
  findLetIn(target, documents).map(({ row }) => row);

interface LetIn {
  readonly row: UnlistedRow;
  readonly overstep: Overstep;
}

/** The same, each with the statement. */
export function findLetIn(target: Target, documents: Documents): readonly LetIn[] {
  const { bucket, outsideBucket } = target;
  const known = knownTo(target);
  return [
    ...letIn("the bucket", documents.ofBucket(bucket), known),
    ...(outsideBucket === undefined
      ? []
      : letIn("the outside bucket", documents.ofBucket(outsideBucket), known)),
  ];
}

const letIn = (resource: string, document: Document, known: ReadonlySet<string>): LetIn[] =>
  document.policy.statements.flatMap((statement, place) =>
    namedIn(statement)
      .filter((name) => !known.has(name))
      .map((name) => ({
        row: row(name, resource, statement, statementText(document, place), place),
        overstep: { document, place, statement },
      })),
  );

// Whom an unconditional `*` lets in is proved (outsiders.ts), for Denies take some away. The account as a principal allows only what its own policies allow. A principal
// that takes its name from this policy does not count as known.
function knownTo(target: Target): ReadonlySet<string> {
  const { accountId, partition } = target;
  const ofTable = present(target)
    .filter((principal) => principals[principal]?.needs !== "a grant to a federated user")
    .flatMap((principal) => arnOf(principal, target).arn ?? []);
  return new Set(["*", accountId, `arn:${partition}:iam::${accountId}:root`, ...ofTable]);
}

function namedIn({ effect, principal, conditions }: StatementElements): readonly string[] {
  if (effect !== "Allow" || principal === undefined) return [];
  const names = [...(principal.everyone ? ["*"] : []), ...principal.named.map(({ value }) => value)];
  // A caller who is not predicted may meet a condition.
  return conditions.length === 0 ? names : names.map((name) => (name === "*" ? CONDITIONAL : name));
}

const CONDITIONAL = "everyone who meets its condition";

const row = (
  name: string,
  resource: string,
  { action }: StatementElements,
  text: string,
  place: number,
): UnlistedRow => ({
  principal: EXTERNAL,
  action: action.negated ? "*" : action.values.join(", "),
  resource,
  expect: "denied",
  verdict: "fail",
  finding: "listed by no promise",
  explanation: `The policy of ${resource} lets in ${name}, and no promise is about it.`,
  advice: [
    `Allowed by statement ${place + 1} of the policy of ${resource}: ${text}`,
    "Take it out of that statement, or put it into smoke/principals.ts and promise what it may do.",
  ],
});
