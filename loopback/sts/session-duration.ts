// How long the sessions of users and root last.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
import type { Caller } from "../signature/caller.ts";

const defaultDuration = 43_200;
/** Root's sessions last an hour at the most; a longer duration is shortened, not refused. */
const rootDuration = 3600;

/** The duration of a session in seconds, for a requested one. */
export function sessionDuration(wish: number | undefined, { user }: Caller): number {
  return user === undefined ? Math.min(wish ?? rootDuration, rootDuration) : (wish ?? defaultDuration);
}
