// The whole life of a stack, step by step.
import { driftByHand, requireNothingLeft } from "./drift.ts";
import { engine, requireOnly, say } from "./engine-steps.ts";
import type { Rehearsal } from "./open-rehearsal.ts";
import { prove, requireFirstKey, targetOf } from "./prove.ts";

export interface Step {
  readonly name: string;
  /** Gives what was seen, in a few words. @throws StepFailure for anything else */
  run(rehearsal: Rehearsal): Promise<string>;
}

/** The options of a stack whose key was rotated once. */
const rotated = { keySerial: 2, retire: "delete" };

/** Every step continues from the result of the previous one. */
export const steps: readonly Step[] = [
  update("up", {}, ["create"]),
  { name: "smoke", run: prove },
  {
    name: "a second up changes nothing",
    run: async (life) => say(requireOnly(await engine(life, "up", "--expect-no-changes"))),
  },
  { name: "drift by hand", run: async (life) => driftByHand(life, await targetOf(life)) },
  {
    name: "refresh finds the drift",
    run: async (life) => say(requireOnly(await engine(life, "refresh"), "update", "delete")),
  },
  {
    name: "up repairs it",
    run: async (life) => say(requireOnly(await engine(life, "up"), "update", "create")),
  },
  ...rotation("a second key", { keySerial: 2 }, ["create"], "works"),
  ...rotation("the first key deactivated", { keySerial: 2, retire: "deactivate" }, ["update"], "is refused"),
  ...rotation("the first key deleted", rotated, ["delete"], "is refused"),
  // A resource with a given name is deleted first; the boundary has a random name, so the new one is made first.
  update(
    "another bucket and another path",
    { ...rotated, outsideBucketName: "rehearsed-outside-bucket", brokerPath: "/rehearsed/" },
    ["replace", "update"],
  ),
  { name: "smoke", run: prove },
  {
    name: "destroy",
    run: async (life) => {
      const changes = say(requireOnly(await engine(life, "destroy"), "delete"));
      return `${changes}; ${await requireNothingLeft(life)}`;
    },
  },
];

/** One step of a key's rotation, and the proof that it did no harm. */
function rotation(
  name: string,
  options: Readonly<Record<string, unknown>>,
  changes: readonly string[],
  firstKey: "works" | "is refused",
): Step[] {
  return [
    update(`rotation: ${name}`, options, changes),
    { name: "smoke", run: async (life) => `${await prove(life)}; ${await requireFirstKey(life, firstKey)}` },
  ];
}

/** An `up` with these options, beside those that every rehearsal has. */
function update(name: string, options: Readonly<Record<string, unknown>>, changes: readonly string[]): Step {
  return {
    name,
    run: async (life) => {
      await configure(life, options);
      return say(requireOnly(await engine(life, "up"), ...changes));
    },
  };
}

/** Disposable: nothing in it is protected from `destroy`. An option without a project's name is this project's. */
const configure = (
  { stack, loopback }: Rehearsal,
  options: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const own = Object.entries({ disposable: true, ...options });
  return stack.configure({
    "aws:region": loopback.region,
    ...Object.fromEntries(own.map(([option, value]) => [option, String(value)])),
  });
};
