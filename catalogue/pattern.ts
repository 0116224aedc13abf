// Patterns of action names: * and ?, in any case, matched without going back further than the last star.

/** Whether the pattern matches the whole name. The work is at most name × pattern, whatever the pattern. */
export function takesName(pattern: string, name: string): boolean {
  const [wanted, text] = [pattern.toLowerCase(), name.toLowerCase()];
  let [at, star, resume] = [0, -1, 0];
  for (let index = 0; index < text.length; ) {
    const symbol = wanted[at];
    if (symbol === "*") {
      star = at;
      resume = index;
      at += 1;
    } else if (symbol === "?" || symbol === text[index]) {
      at += 1;
      index += 1;
    } else {
      if (star === -1) return false;
      resume += 1;
      index = resume;
      at = star + 1;
    }
  }
  while (wanted[at] === "*") at += 1;
  return at === wanted.length;
}
