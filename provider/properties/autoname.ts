// A name for a resource that the program left unnamed, as AWS's provider makes it.
import { randomBytes } from "node:crypto";

/** The property that AWS's provider fills with a name when the program gives none. */
export interface Autoname {
  readonly property: string;
  /** The longest name that AWS accepts, in characters. */
  readonly maximum: number;
  readonly lowerCase?: boolean;
  /** Whether the name is only the logical name. */
  readonly exact?: boolean;
}

/** Gives this many random bytes. */
export type Random = (bytes: number) => Uint8Array;

const suffixLength = 7;

/**
 * Gives the inputs with a name: the one they have, or the logical name, a hyphen and seven hexadecimal digits.
 * https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming
 *
 * @throws Error for a logical name that leaves no room for the suffix
 */
export function withName(
  { property, maximum, lowerCase = false, exact = false }: Autoname,
  logicalName: string,
  inputs: Readonly<Record<string, unknown>>,
  random: Random = randomBytes,
): Readonly<Record<string, unknown>> {
  if (inputs[property] !== undefined) return inputs;
  const base = lowerCase ? logicalName.toLowerCase() : logicalName;
  if (exact) return { ...inputs, [property]: base };
  const suffix = Buffer.from(random(Math.ceil(suffixLength / 2)))
    .toString("hex")
    .slice(0, suffixLength);
  const name = `${base}-${suffix}`;
  if (name.length > maximum) {
    throw new Error(
      `"${name}" is longer than ${maximum} characters; give the property "${property}" in the program`,
    );
  }
  return { ...inputs, [property]: name };
}
