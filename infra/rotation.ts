// The rotation of the broker's keys: three steps, each of which leaves a key that works.
import { ConfigurationError } from "./configuration-error.ts";

/** The state of a rotation: the number of the newest key, and what is done to the previous one. */
export interface Rotation {
  readonly keySerial: number;
  readonly retire: "deactivate" | "delete" | undefined;
}

/** A key that the stack holds. */
export interface BrokerKey {
  readonly serial: number;
  readonly status: "Active" | "Inactive";
}

/** The keys at a point of the rotation, the current one first. IAM allows a user two at most. */
export function keysOf({ keySerial, retire }: Rotation): readonly [BrokerKey, ...BrokerKey[]] {
  const current: BrokerKey = { serial: keySerial, status: "Active" };
  if (keySerial === 1 || retire === "delete") return [current];
  return [current, { serial: keySerial - 1, status: retire === "deactivate" ? "Inactive" : "Active" }];
}

/**
 * Refuses every step but the next one: a skipped step takes a key from clients that do not have the new one yet.
 *
 * @param before the stack's current state, by its own outputs; undefined for a new stack
 * @param project the name before the colon of the program's options
 * @throws ConfigurationError that says which steps are possible
 */
export function requireNextStep(before: Rotation | undefined, next: Rotation, project: string): void {
  const possible = before === undefined ? newStack(next) : [before, ...stepsFrom(before)];
  if (possible.some((one) => one.keySerial === next.keySerial && one.retire === next.retire)) return;
  const wanted = `The options ${project}:keySerial and ${project}:retire ask for ${say(next)}`;
  if (before === undefined) {
    throw new ConfigurationError(
      `${wanted}, but a new stack has no key to retire: leave ${project}:retire out and set ${project}:keySerial to 1, or set ${project}:retire to delete.`,
    );
  }
  throw new ConfigurationError(
    `${wanted}, but the stack is at ${say(before)}: keys are rotated one step at a time, and the next step is ${stepsFrom(before).map(say).join(" or ")}.`,
  );
}

/** The steps that keep a working key in every client's hands. A deactivated key can be activated again. */
function stepsFrom({ keySerial, retire }: Rotation): readonly Rotation[] {
  const settled = keySerial === 1 || retire === "delete";
  if (settled) return [{ keySerial: keySerial + 1, retire: undefined }];
  if (retire === undefined) return [{ keySerial, retire: "deactivate" }];
  return [
    { keySerial, retire: "delete" },
    { keySerial, retire: undefined },
  ];
}

// One key with any number: a destroyed stack may be made again from the same configuration.
const newStack = ({ keySerial }: Rotation): readonly Rotation[] => [
  keySerial === 1 ? { keySerial, retire: undefined } : { keySerial, retire: "delete" },
];

const say = ({ keySerial, retire }: Rotation): string =>
  `keySerial ${keySerial} ${retire === undefined ? "without retire" : `with retire ${retire}`}`;
