// The property paths of `ignoreChanges`.

/**
 * Whether one of the patterns names this property, or a value that contains it. `*` matches any one step.
 * https://www.pulumi.com/docs/iac/concepts/options/ignorechanges/
 */
export function ignores(patterns: readonly string[], path: string): boolean {
  const steps = stepsOf(path);
  return patterns.some((pattern) =>
    stepsOf(pattern).every((step, index) => step === "*" || step === steps[index]),
  );
}

/** `a.b[0]["c.d"]` → a, b, 0, c.d */
function stepsOf(path: string): string[] {
  const steps = path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+|\*)\]|([^.[\]]+)/g);
  return [...steps].map(([, quoted, index, name]) =>
    quoted === undefined ? (index ?? name ?? "") : String(JSON.parse(`"${quoted}"`)),
  );
}
