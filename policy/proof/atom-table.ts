// The atoms of one question, each made once: equal conditions of two policies are one atom, so what is not known of it
// is the same on both sides.

import type { Policy } from "../compiled/policy.ts";
import type { Statement } from "../compiled/statement.ts";
import { COMPARED } from "../conditions/compile-condition.ts";
import { findOperator } from "../conditions/operators.ts";
import type { Template } from "../patterns/template.ts";
import type { ConditionElement } from "../policy-document.ts";
import type { Atom } from "./atom.ts";
import { all, any, FALSE, type Formula, literal, TRUE } from "./formula.ts";
import { actionMatch, conditionMatch } from "./match.ts";
import { resourceMatch } from "./resource-match.ts";
import { isInvalidWithoutValue, isListCompared, markOf, readingOf, type Side, templateOf } from "./side.ts";

/** No key of a condition is called so: theirs are in lower case. */
export const ACTION = "ACTION";
export const RESOURCE = "RESOURCE";

type Shape = Omit<Atom, "id">;

interface OwnOptions {
  readonly absent?: boolean;
  readonly type?: Atom["type"];
  readonly quantifier?: Atom["quantifier"];
}

export class AtomTable {
  readonly #atoms = new Map<string, Atom>();
  // By how a side reads it.
  readonly #statements = new Map<Statement, Map<string, Formula>>();

  /** The atom of that name; it is made if there is none. */
  intern(name: string, shape: () => Shape): Atom {
    const known = this.#atoms.get(name);
    if (known !== undefined) return known;
    const atom = { id: this.#atoms.size + 1, ...shape() };
    this.#atoms.set(name, atom);
    return atom;
  }

  /** When a statement applies to a request, apart from whom it names. */
  statement(policy: Policy, statement: Statement, side: Side): Formula {
    const known = this.#statements.get(statement) ?? new Map<string, Formula>();
    this.#statements.set(statement, known);
    const reading = readingOf(policy, statement, side);
    const formula = known.get(reading) ?? this.#statement(policy, statement, side);
    known.set(reading, formula);
    return formula;
  }

  #statement(policy: Policy, statement: Statement, side: Side): Formula {
    return all([
      this.#action(statement.action.values, !statement.action.negated),
      this.#resource(policy, statement, side),
      ...statement.conditions.map((condition) => this.#condition(policy, statement, condition, side)),
    ]);
  }

  /** Whether the action is one of some that AWS treats in a way of its own. */
  action(patterns: readonly string[]): Formula {
    if (patterns.length === 0) return FALSE;
    return literal(
      this.intern(`own ${patterns.join()}`, () =>
        plainShape(ACTION, { ...actionMatch(patterns), bounds: [] }),
      ),
    );
  }

  #action(patterns: readonly string[], positive: boolean): Formula {
    const values = [...new Set(patterns.map((text) => text.toLowerCase()))].sort();
    if (values.includes("*")) return positive ? TRUE : FALSE;
    return literal(
      this.intern(JSON.stringify([ACTION, values]), () => plainShape(ACTION, actionMatch(values))),
      positive,
    );
  }

  /** A question of the engine's own about a key: `match` decides where the key is there, `absent` where it is not. */
  own(name: string, key: string, match: Atom["match"], options: OwnOptions = {}): Formula {
    const { absent = false, ...shape } = options;
    const whole = JSON.stringify([name, absent, shape.type, shape.quantifier]);
    return literal(this.intern(whole, () => ({ ...plainShape(key, match), ifExists: absent, ...shape })));
  }

  #resource(policy: Policy, { effect, resource }: Statement, side: Side): Formula {
    if (resource === undefined) return TRUE;
    const { negated } = resource;
    const values = [...new Set(resource.values)].sort();
    if (values.includes("*")) return negated ? FALSE : TRUE;
    const templates = values.map((text) => templateOf(policy, text));
    const otherReading = isInvalidWithoutValue(side);
    const match = resourceMatch(templates, { effect, negated, otherReading }, side.bindings);
    if (match === "never") return FALSE;
    const generous = (effect === "Deny") !== negated;
    const shape = [
      RESOURCE,
      values,
      policy.version,
      generous,
      match.mayBeInvalid && effect,
      markOf(templates, side),
    ];
    return literal(
      this.intern(JSON.stringify(shape), () => plainShape(RESOURCE, match)),
      !negated,
    );
  }

  #condition(policy: Policy, { effect }: Statement, condition: ConditionElement, side: Side): Formula {
    const key = condition.key.toLowerCase();
    const type = policy.keyTypes(key);
    const named = side.nameOf(key);
    if (condition.operator === "Null") return this.#presence(named, type, condition.values);
    const { operator, quantifier, ifExists } = condition;
    const values = [...new Set(condition.values)].sort();
    const compared = COMPARED.get(key) ?? isListCompared(side);
    const read = (text: string): Template => templateOf(policy, text);
    const hasVariable =
      findOperator(operator)?.variables === true && values.some((text) => text.includes("${"));
    const name = JSON.stringify([
      named,
      type,
      operator,
      quantifier,
      ifExists,
      compared,
      values,
      policy.version,
      policy.kind === "resource" && effect,
      hasVariable && markOf(values.map(read), side),
    ]);
    return literal(
      this.intern(name, () => {
        const { negated, ...match } = conditionMatch(operator, values, read, effect, side.bindings);
        return { key: named, quantifier, ifExists, negated, match, compared, type };
      }),
    );
  }

  #presence(key: string, type: Atom["type"], values: readonly string[]): Formula {
    const answers = values.map((text) => text.toLowerCase());
    const present = this.present(key, type);
    return any([
      ...(answers.includes("false") ? [present] : []),
      ...(answers.includes("true") ? [{ ...present, positive: false }] : []),
    ]);
  }

  /** Whether a request has the key. */
  present(key: string, type: Atom["type"]): Formula & { readonly kind: "literal" } {
    const atom = this.intern(JSON.stringify([key, "present"]), () => ({
      ...plainShape(key, actionMatch([])),
      quantifier: "present",
      type,
    }));
    return { kind: "literal", atom, positive: true };
  }
}

const plainShape = (key: string, match: Atom["match"]): Shape => ({
  key,
  match,
  quantifier: undefined,
  ifExists: false,
  negated: false,
  compared: true,
  type: "single-valued",
});
