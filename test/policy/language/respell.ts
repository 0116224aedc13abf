// Spells a document in another way that means the same, as chance has it.
import fc from "fast-check";

type Members = Readonly<Record<string, unknown>>;
type Respell = (value: unknown) => unknown;

/** What chance decides of a spelling. */
interface Spelling {
  maybe(): boolean;
  shuffled<Value>(values: readonly Value[]): Value[];
  letters(text: string): string;
}

/** Gives the text of a document of the random ones, whose texts are none but Version, Effect and lists. */
export function respell(document: object, chance: fc.GeneratorValue): string {
  const spelling = spellingOf(chance);
  const { Version = "2008-10-17", Statement } = document as Members;
  const version = Version === "2008-10-17" && spelling.maybe() ? {} : { Version };
  const known = { Statement: set(spelling, statementOf(spelling)) };
  const whole = members(spelling, { ...version, Statement }, known);
  return JSON.stringify(whole, null, chance(fc.nat, { max: 2 }));
}

const spellingOf = (chance: fc.GeneratorValue): Spelling => ({
  maybe: () => chance(fc.boolean),
  shuffled: (values) => chance(() => fc.shuffledSubarray([...values], { minLength: values.length })),
  letters: (text) => chance(() => fc.mixedCase(fc.constant(text))),
});

const asIs: Respell = (value) => value;

/** One value or a list, as a list in any order or as one value; its first may stand there twice. */
const set =
  ({ maybe, shuffled }: Spelling, respell: Respell): Respell =>
  (value) => {
    const values = [value].flat();
    const all = shuffled([...values, ...(maybe() ? values.slice(0, 1) : [])]).map(respell);
    return all.length === 1 && maybe() ? all[0] : all;
  };

const members = ({ shuffled }: Spelling, value: unknown, known: Readonly<Record<string, Respell>>): Members =>
  Object.fromEntries(
    shuffled(Object.entries(value as Members)).map(([name, one]) => [name, (known[name] ?? asIs)(one)]),
  );

function statementOf(spelling: Spelling): Respell {
  const action = set(spelling, (name) => spelling.letters(String(name)));
  const values = set(spelling, asIs);
  const principal = principalOf(spelling);
  const known = {
    ...{ Action: action, NotAction: action, Resource: values, NotResource: values },
    ...{ Principal: principal, NotPrincipal: principal, Condition: conditionOf(spelling) },
  };
  return (statement) => members(spelling, statement, known);
}

function principalOf(spelling: Spelling): Respell {
  const account = (name: unknown): unknown => {
    const number = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/.exec(String(name))?.[1];
    if (number === undefined) return name;
    return spelling.maybe() ? number : `arn:aws${spelling.maybe() ? "-cn" : ""}:iam::${number}:root`;
  };
  const known = { AWS: set(spelling, account), Service: set(spelling, asIs) };
  return (value) => {
    if (value !== "*") return members(spelling, value, known);
    return spelling.maybe() ? "*" : members(spelling, { AWS: "*" }, known);
  };
}

function conditionOf(spelling: Spelling): Respell {
  const value = (text: unknown): unknown =>
    /^(?:-?\d+|true)$/.test(String(text)) && spelling.maybe() ? JSON.parse(String(text)) : text;
  const values = set(spelling, value);
  const keys = (tested: unknown): Members =>
    Object.fromEntries(
      spelling
        .shuffled(Object.entries(tested as Members))
        .map(([key, one]) => [spelling.letters(key), values(one)]),
    );
  return (condition) =>
    Object.fromEntries(
      spelling.shuffled(Object.entries(condition as Members)).map(([name, tested]) => [name, keys(tested)]),
    );
}
