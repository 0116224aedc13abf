// Callers and owners of resources that the keys of a model describe.

import { isAccountId } from "../arn.ts";
import type { Principal } from "../authorization-request.ts";
import type { KeyState } from "./atom.ts";
import { principalsOf } from "./principals-of.ts";

/** The callers that the keys of a model describe, in an account unless they name another one. */
export function describedBy(stateOf: (key: string) => KeyState, home: string): readonly Principal[] {
  const text = (key: string): string | undefined => {
    const state = stateOf(key);
    return typeof state === "string" ? state : undefined;
  };
  const written = text("aws:principalaccount") ?? "";
  const account = isAccountId(written) ? written : home;
  const name = text("aws:username");
  return [
    text("aws:principalarn") ?? "",
    ...(name === undefined ? [] : [`arn:aws:iam::${account}:user/${name}`]),
    ...[`arn:aws:iam::${account}:user/alice`, `arn:aws:iam::${account}:role/reader`],
  ].flatMap((arn) => principalsOf(arn));
}

/** The account that a model tells as the owner of the resource. */
export function ownerOf(stateOf: (key: string) => KeyState): string | undefined {
  const states = ["aws:resourceaccount", "s3:resourceaccount"].map(stateOf);
  return states.find((state) => typeof state === "string" && isAccountId(state)) as string | undefined;
}
