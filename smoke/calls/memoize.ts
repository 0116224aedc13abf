// Work that many ask for and that is done once.

/** Gives what `make` made of a key; `again` makes it anew, for those who ask later too. */
export type Memoized<T> = (key: string, again?: boolean) => Promise<T>;

/** The first to ask starts the work, and the others wait for the same promise. */
export function memoize<T>(make: (key: string) => Promise<T>): Memoized<T> {
  const made = new Map<string, Promise<T>>();
  return (key, again = false) => {
    const known = made.get(key);
    if (known !== undefined && !again) return known;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}
