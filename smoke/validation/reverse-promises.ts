// Reverse promises: only the named principals may do something. Every other principal of the table must be denied.

import { sayContext } from "../context.ts";
import { ConfigurationError } from "../deployment/configuration-error.ts";
import type { Target } from "../deployment/target.ts";
import { principals } from "../principals.ts";
import type { Only, Promised } from "../promises.ts";
import { rejectionOf } from "../sessions/identity.ts";
import { callOf, faultOf, unknown } from "./validate-promises.ts";

/**
 * The promises that follow: one for each principal that is not named and has no promise about the same call.
 * @throws ConfigurationError for a reverse promise that is wrong, or that a promise contradicts.
 */
export function expand(
  reverse: readonly Only[],
  promises: readonly Promised[],
  target: Target,
): readonly Promised[] {
  const made = new Map(promises.map((promised, index) => [callOf(promised), { ...promised, index }]));
  const found = new Map<string, Promised>();
  for (const [index, one] of reverse.entries()) {
    const fault = faultOfReverse(one, target);
    if (fault !== undefined) throw wrong(one, index, fault);
    for (const principal of Object.keys(principals)) {
      const denied = deniedTo(principal, one);
      const row = made.get(callOf(denied));
      const against = contradiction(one.only.includes(principal), row, principal);
      if (against !== undefined) throw wrong(one, index, against);
      if (found.has(callOf(denied)))
        throw wrong(one, index, "another reverse promise is about the same call");
      if (row === undefined) found.set(callOf(denied), denied);
    }
  }
  return [...found.values()];
}

/** Whether an entry names someone outside the table: the ARN of a user or role, with the wildcards `*` and `?`. */
export const isArn = (name: string): boolean => name.startsWith("arn:");

const MEMBERS: Readonly<Record<keyof Only, true>> = {
  ...{ action: true, resource: true, context: true, only: true, wholeAccount: true },
};

function faultOfReverse(one: Only, target: Target): string | undefined {
  const stray = Object.keys(one).find((member) => !Object.hasOwn(MEMBERS, member));
  if (stray !== undefined) return unknown("member", stray, Object.keys(MEMBERS));
  const { only, wholeAccount: _, ...call } = one;
  if (!Array.isArray(only))
    return 'its "only" is not a list: list those who may do it, or give an empty list for nobody';
  const stranger = only.find((name) => !isArn(name) && !Object.hasOwn(principals, name));
  if (stranger !== undefined) return unknown("principal", stranger, Object.keys(principals));
  return faultOf({ ...call, principal: "broker", expect: "denied" }, target);
}

function contradiction(
  named: boolean,
  row: (Promised & { index: number }) | undefined,
  principal: string,
): string | undefined {
  if (named && row?.expect !== "allowed")
    return `nothing promises it to ${principal}: promise that it is allowed, or do not name it`;
  if (!named && row?.expect === "allowed")
    return `promise ${row.index + 1} allows it to ${principal}: name it here, or take that promise out`;
  return undefined;
}

function deniedTo(principal: string, { only: _, wholeAccount: __, ...call }: Only): Promised {
  const code = rejectionOf(principal, call.action);
  return {
    principal,
    ...call,
    ...(code === undefined ? { expect: "denied" } : { expect: "rejected", code }),
  };
}

/** A reverse promise in a few words. */
const titleOfReverse = ({ action, resource, context }: Only): string =>
  `${action} ${resource}${context === undefined ? "" : ` (${sayContext(context)})`}`;

const wrong = (one: Only, index: number, fault: string): ConfigurationError =>
  new ConfigurationError(`Reverse promise ${index + 1} (${titleOfReverse(one)}) is wrong: ${fault}.`);
