// Actions that are easily taken for another one of their service.

const WRITES = /^(?:Put|Create|Delete|Assume|Update|Encrypt)/;

/**
 * Of the actions that a pattern does not match: the one whose name begins most alike, and the first that writes.
 * `names` are actions as AWS spells them, `s3:GetObject`.
 */
export function neighboursIn(names: readonly string[]): (action: string) => readonly string[] {
  const services = Map.groupBy(names, (name) => name.slice(0, name.indexOf(":") + 1).toLowerCase());
  return (action) => {
    const [stem = ""] = action.toLowerCase().split("*");
    const others = (services.get(action.slice(0, action.indexOf(":") + 1).toLowerCase()) ?? []).filter(
      (name) => name.toLowerCase() !== stem && !(action.includes("*") && name.toLowerCase().startsWith(stem)),
    );
    const nearest = others.reduce<string | undefined>(
      (best, name) => (best === undefined || common(name, stem) > common(best, stem) ? name : best),
      undefined,
    );
    const write = others.find((name) => WRITES.test(name.slice(name.indexOf(":") + 1)));
    return [...new Set([nearest, write].filter((name) => name !== undefined))];
  };
}

function common(one: string, other: string): number {
  const lower = one.toLowerCase();
  let length = 0;
  while (length < other.length && lower[length] === other[length]) length += 1;
  return length;
}
