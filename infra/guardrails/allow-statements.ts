// The statements of a document that allow something, each as a separate document.

import type { Policy } from "../../policy/compiled/policy.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import type { PolicyKind } from "../../policy/policy-document.ts";

/** A statement that allows, as its document has it. */
export interface AllowStatement {
  /** Its name in a sentence: `statement 2 (Sid TooMuch)`. */
  readonly title: string;
  readonly elements: Readonly<Record<string, unknown>>;
}

/**
 * What a document may allow. Statements that deny are left out: what they take away need not be counted, because
 * a document that obeys the rules does not rely on them.
 *
 * @throws PolicyError for a document that AWS would refuse
 */
export function allowStatements(text: string, kind: PolicyKind): readonly AllowStatement[] {
  parsePolicy(text, kind);
  const { Statement } = JSON.parse(text) as { Statement: unknown };
  return [Statement].flat().flatMap((statement, index) => {
    const elements = statement as Record<string, unknown>;
    const { Effect, Sid } = elements;
    const title = `statement ${index + 1}${Sid ? ` (Sid ${Sid})` : ""}`;
    return Effect === "Allow" ? [{ title, elements }] : [];
  });
}

/** A document of one statement: the action of another one, with the elements given. */
export function widened({ elements }: AllowStatement, given: object, kind: PolicyKind): Policy {
  const { Action, NotAction } = elements;
  const statement = { Effect: "Allow", Action, NotAction, ...given };
  return parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statement }), kind);
}
