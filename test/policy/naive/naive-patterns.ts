// The patterns of the second evaluator: regular expressions, made again each time.

/** The value of a condition key by its name in lower case; absent where `${…}` is plain text. */
export type Values = ((key: string) => string | undefined) | undefined;

export const listOf = <Item>(value: Item | Item[] | undefined): Item[] => {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
};

const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

const plain = (text: string, any: string): string =>
  quoted(text).replaceAll("\\*", `${any}*`).replaceAll("\\?", any);

// The source of a pattern, or undefined where a variable in it has no value; `any` is what `?` takes.
function sourceOf(pattern: string, values: Values, any: string | undefined): string | undefined {
  let source = "";
  for (const part of values === undefined ? [pattern] : pattern.split(/(\$\{[^}]*\})/)) {
    const variable = values && /^\$\{([^,}]*)(?:,\s*'([^']*)')?\}$/.exec(part);
    if (!variable) {
      source += any === undefined ? quoted(part) : plain(part, any);
      continue;
    }
    const [, name = "", fallback] = variable;
    const value = /^[*?$]$/.test(name) ? name : (values?.(name.toLowerCase()) ?? fallback);
    if (value === undefined) return undefined;
    source += quoted(value);
  }
  return source;
}

export function expression(pattern: string, values: Values, wild: boolean, flags = ""): RegExp | undefined {
  const source = sourceOf(pattern, values, wild ? "[\\s\\S]" : undefined);
  return source === undefined ? undefined : new RegExp(`^${source}$`, flags);
}

/** Six parts compared one by one, missing ones stars; undefined where a variable has no value. */
export function arnExpression(pattern: string, values: Values): { test(arn: string): boolean } | undefined {
  const parts = partsOf(pattern, values);
  const complete = [...[0, 1, 2, 3, 4].map((index) => parts[index] ?? "*"), parts.slice(5).join(":")];
  if (parts.length < 6) complete[5] = "*";
  const expressions = complete.map((part) => expression(part, values, true));
  if (expressions.includes(undefined)) return undefined;
  return {
    test(arn) {
      const [a = "", b = "", c = "", d = "", e = "", ...last] = arn.split(":");
      const found = [a, b, c, d, e, last.join(":")];
      return (
        a === "arn" && last.length > 0 && expressions.every((one, index) => one?.test(found[index] ?? ""))
      );
    },
  };
}

/** The parts between the colons, except colons within a variable. */
export const partsOf = (pattern: string, values: Values): string[] =>
  values === undefined ? pattern.split(":") : pattern.split(/:(?![^{}]*\})/);

/** Part by part, and beyond the colon behind a star that ends a part; `wide` where stars within parts do so too. */
export function resourceExpression(
  pattern: string,
  values: Values,
  wide: boolean,
): { test(arn: string): boolean } | undefined {
  const parted = arnExpression(pattern, values);
  const whole = expression(pattern, values, true);
  if (parted === undefined || whole === undefined) return undefined;
  const heads = partsOf(pattern, values)
    .slice(0, 5)
    .slice(0, partsOf(pattern, values).length > 5 ? 5 : -1);
  const leaps = heads.some((part) => part.endsWith("*")) && (wide || !heads.some((part) => /\*./.test(part)));
  return { test: (arn) => parted.test(arn) || (leaps && whole.test(arn)) };
}
