// All requests of a small world, asked one by one.

import type {
  AuthorizationRequest,
  Principal,
  RequestContext,
} from "../../../policy/authorization-request.ts";
import { KEYS } from "./random-policies.ts";

const HOME = "111122223333";
const USER = `arn:aws:iam::${HOME}:user/alice`;

export const CALLERS: readonly Principal[] = [
  { type: "User", arn: USER },
  { type: "User", arn: `arn:aws:iam::${HOME}:user/a` },
  { type: "SessionToken", arn: USER, mfa: true },
  { type: "SessionToken", arn: USER, mfa: false },
  {
    type: "AssumedRole",
    arn: `arn:aws:sts::${HOME}:assumed-role/reader/s`,
    role: `arn:aws:iam::${HOME}:role/reader`,
  },
  { type: "FederatedUser", arn: `arn:aws:sts::${HOME}:federated-user/alice`, user: USER },
];

const OTHER = "444455556666";

/** Callers that only a resource policy tells apart. */
export const MORE_CALLERS: readonly Principal[] = [
  { type: "Root", arn: `arn:aws:iam::${HOME}:root` },
  {
    type: "FederatedUser",
    arn: `arn:aws:sts::${HOME}:federated-user/alice`,
    user: `arn:aws:iam::${HOME}:root`,
  },
  { type: "User", arn: `arn:aws:iam::${OTHER}:user/bob` },
  { type: "Root", arn: `arn:aws:iam::${OTHER}:root` },
  { type: "User", arn: "arn:aws:iam::123456789012:user/eve" },
  {
    type: "AssumedRole",
    arn: `arn:aws:sts::${HOME}:assumed-role/reader/t`,
    role: `arn:aws:iam::${HOME}:role/reader`,
  },
  {
    type: "AssumedRole",
    arn: `arn:aws:sts::${HOME}:assumed-role/other/t`,
    role: `arn:aws:iam::${HOME}:role/other`,
  },
  { type: "Anonymous" },
  { type: "Service", service: "t.amazonaws.com" },
  { type: "Service", service: "u.amazonaws.com" },
];

const ACTIONS = ["s3:a", "s3:ab", "s3:b", "t:a", "u:a", "sts:GetFederationToken", "iam:a"];
const RESOURCES = [
  "*",
  "arn:aws:s3:::b",
  "arn:aws:s3:::c/a",
  "arn:aws:s3:::b/a",
  "arn:aws:s3:::b/ab",
  "arn:aws:s3:::b/alice",
  "arn:aws:s3:::b/*",
  "arn:aws:s3:::b/b",
  `arn:aws:t:us-1:${HOME}:x`,
  `arn:aws:t:us-1:${HOME}:y:x`,
  "arn:aws:t:eu-1:1:x",
];

type State = string | readonly string[] | undefined;

/** Requests of every caller: all contexts where they are few, otherwise so many of them, at random. */
export function* requests(
  text: string,
  callers: readonly Principal[],
  accounts: readonly string[],
  next: (limit: number) => number,
  most: number,
): Generator<AuthorizationRequest> {
  const lower = text.toLowerCase();
  const lists = Object.entries(KEYS)
    .filter(([key, { states }]) => states.length > 0 && lower.includes(key.toLowerCase()))
    .map(([key, { states }]) => ({
      key: key.toLowerCase(),
      states: [undefined, ...states] as readonly State[],
    }));
  const sizes = [...lists.map(({ states }) => states), ACTIONS, RESOURCES, callers, accounts].map(
    ({ length }) => length,
  );
  const total = sizes.reduce((product, size) => product * size, 1);
  for (let index = 0; index < Math.min(total, most); index += 1) {
    let rest = index;
    const take = <Item>(items: readonly Item[]): Item => {
      const at = total <= most ? rest % items.length : next(items.length);
      rest = Math.floor(rest / items.length);
      return items[at] as Item;
    };
    const principal = take(callers);
    const [action, resource, resourceAccount] = [take(ACTIONS), take(RESOURCES), take(accounts)];
    const states = lists.map(({ key, states: all }) => [key, take(all)] as const);
    const context = Object.fromEntries(states.filter(([, state]) => state !== undefined)) as Context;
    yield { principal, action, resource, context, resourceAccount };
  }
}

type Context = Record<string, string | readonly string[]>;

const WITH_ID: ReadonlySet<Principal["type"]> = new Set(["User", "SessionToken", "AssumedRole"]);
const SESSIONS: ReadonlySet<Principal["type"]> = new Set(["SessionToken", "AssumedRole", "FederatedUser"]);

/** The request as it comes from a caller: ids and times that a policy may ask for are always there, or never. */
export function sentBy(principal: Principal, request: AuthorizationRequest): AuthorizationRequest {
  const { type } = principal;
  const {
    "aws:userid": id = "a",
    "aws:tokenissuetime": issued = "2020-09-01T00:00:00Z",
    ...rest
  } = request.context ?? {};
  const context: RequestContext = {
    ...rest,
    ...(WITH_ID.has(type) && { "aws:userid": id }),
    ...(SESSIONS.has(type) && { "aws:TokenIssueTime": issued }),
  };
  return { ...request, principal, context };
}
