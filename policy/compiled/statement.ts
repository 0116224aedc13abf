// A compiled statement: its elements as written, and the tests that decide whether it applies.
import type { ConditionTest } from "../conditions/compile-condition.ts";
import type { TextTest } from "../patterns/glob.ts";
import type { StatementElements } from "../policy-document.ts";
import type { ResourceTest } from "./compile-resources.ts";
import type { PrincipalTest } from "./principals.ts";

export interface Statement extends StatementElements {
  readonly index: number;
  /** Takes the action in lower case. */
  readonly takesAction: TextTest;
  /** How the statement names the caller; "direct" where the document's kind has no principals. */
  readonly names: PrincipalTest;
  readonly takesResource: ResourceTest;
  readonly conditionTests: readonly ConditionTest[];
}
