// Whether an identity policy allows anything that its ceiling does not: asked of the policy engine, action by action.

import type { Principal, RequestContext } from "../../policy/authorization-request.ts";
import type { Policy } from "../../policy/compiled/policy.ts";
import { evaluate } from "../../policy/evaluate.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import { type AllowStatement, allowStatements, widened } from "./allow-statements.ts";
import { witnessActions } from "./witnesses.ts";

/** An action beyond the ceiling, and the statement that allows it. */
interface Beyond {
  readonly action: string;
  readonly statement: string;
}

/**
 * Finds an action that a document allows and its ceiling does not. Resources and conditions are assumed to match, with
 * one exception, the only condition that a ceiling has: which session tags may be passed.
 *
 * @throws PolicyError for a document that IAM would refuse
 */
export function beyondCeiling(text: string, ceiling: string): Beyond | undefined {
  const limit = parsePolicy(ceiling, "identity");
  for (const statement of allowStatements(text, "identity")) {
    const tags = allowedTags(statement);
    const document = widened(statement, { Resource: "*", ...onTags(tags) }, "identity");
    const found = findAction(document, limit, contexts(tags ?? []));
    if (found !== undefined) return { action: found, statement: statement.title };
  }
  return undefined;
}

function findAction(document: Policy, limit: Policy, asked: readonly RequestContext[]): string | undefined {
  const [statement] = document.statements;
  const actions = statement === undefined ? [] : witnessActions(statement.action);
  const found = actions.find((action) =>
    asked.some((context) => allows(document, action, context) && !allows(limit, action, context)),
  );
  // A statement with NotAction always allows actions that are in no list of witnesses.
  return found ?? (statement?.action.negated ? "whatever its NotAction does not name" : undefined);
}

const broker: Principal = { type: "User", arn: "arn:aws:iam::111122223333:user/broker" };

const allows = (policy: Policy, action: string, context: RequestContext): boolean =>
  evaluate(
    { principal: broker, action, resource: "arn:aws:s3:::witness/witness", context, contextIsWhole: true },
    { identity: [policy] },
  ).decision === "allowed";

// A request without tags, one with a tag that no document lists, and one for each tag that this document lists.
const contexts = (tags: readonly string[]): readonly RequestContext[] => [
  {},
  ...["Witness", ...tags].map((tag) => ({ "aws:TagKeys": [tag] })),
];

/** The keys of the only session tags that a statement allows; undefined when it has no such limit in a known form. */
function allowedTags({ elements }: AllowStatement): readonly string[] | undefined {
  const operators = Object.entries((elements.Condition ?? {}) as Record<string, Record<string, unknown>>);
  const keys = operators.find(([operator]) => operator === "ForAllValues:StringEquals")?.[1] ?? {};
  const values = Object.entries(keys).find(([key]) => key.toLowerCase() === "aws:tagkeys")?.[1];
  const tags = values === undefined ? [] : [values].flat().map(String);
  return tags.length === 0 || tags.some((tag) => tag.includes("$")) ? undefined : tags;
}

// A ceiling need not forbid a request without tags.
const onTags = (tags: readonly string[] | undefined): object =>
  tags === undefined
    ? {}
    : {
        Condition: {
          Null: { "aws:TagKeys": "false" },
          "ForAllValues:StringEquals": { "aws:TagKeys": tags },
        },
      };
