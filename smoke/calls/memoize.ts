// Work that many callers ask for and that is done once.

/** Gives what `make` made for a key. `again` makes a new one, also for all later callers. */
export type Memoized<T> = (key: string, again?: boolean) => Promise<T>;

/** The first caller starts the work, and the others wait for the same promise. */
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
