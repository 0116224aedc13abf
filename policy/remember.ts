// Remembers the answers of a pure function of one text, up to a bound: this saves time and never changes a result.

const REMEMBERED = 4096;

/** The function with a memory, which is emptied when it is full. */
export function remember<Answer>(answer: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const fresh = answer(text);
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, fresh);
    return fresh;
  };
}
