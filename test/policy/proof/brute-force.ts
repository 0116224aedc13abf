// The requests of a small world that can show a difference between two sides.

import type {
  AuthorizationRequest,
  Principal,
  RequestContext,
} from "../../../policy/authorization-request.ts";
import type { Statement } from "../../../policy/compiled/statement.ts";
import { Asked } from "../../../policy/request/asked.ts";
import type { Random } from "./random.ts";
import { KEYS } from "./random-keys.ts";
import type { RandomQuestion } from "./random-question.ts";

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
  {
    type: "AssumedRole",
    arn: `arn:aws:sts::${HOME}:assumed-role/linked/t`,
    role: `arn:aws:iam::${HOME}:role/aws-service-role/t.amazonaws.com/linked`,
  },
  { type: "Anonymous" },
  { type: "Service", service: "t.amazonaws.com" },
  { type: "Service", service: "u.amazonaws.com" },
];

const ACTIONS = [
  ...["s3:a", "s3:ab", "s3:b", "s3:a.b", "s3:a+b", "t:a", "u:a"],
  ...["sts:GetFederationToken", "sts:GetSessionToken", "iam:a"],
];
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

const ON = RESOURCES.map(
  (resource) => new Asked({ principal: { type: "User", arn: USER }, action: "s3:a", resource }),
);

/** Requests of every caller: all where they are few, otherwise so many of them, at random. */
export function* requests(
  question: RandomQuestion,
  random: Random,
  most: number,
): Generator<AuthorizationRequest> {
  const { callers, accounts } = question;
  const written = question.written.toLowerCase();
  const lists = STATES.filter(({ key }) => written.includes(key));
  const places = placesOf(question);
  const sizes = [...lists.map(({ states }) => states), places, callers, accounts].map(({ length }) => length);
  const total = sizes.reduce((product, size) => product * size, 1);
  for (let index = 0; index < Math.min(total, most); index += 1) {
    let rest = index;
    const take = <Item>(items: readonly Item[]): Item => {
      const at = total <= most ? rest % items.length : random.below(items.length);
      rest = Math.floor(rest / items.length);
      return items[at] as Item;
    };
    const context: Record<string, string | readonly string[]> = {};
    for (const { key, states } of lists) {
      const state = take(states);
      if (state !== undefined) context[key] = state;
    }
    yield { principal: take(callers), ...take(places), context, resourceAccount: take(accounts) };
  }
}

const STATES = Object.entries(KEYS)
  .filter(([, { states }]) => states.length > 0)
  .map(([key, { states }]) => ({
    key: key.toLowerCase(),
    states: [undefined, ...states] as readonly State[],
  }));

type Place = Pick<AuthorizationRequest, "action" | "resource">;

// Of actions and resources that all statements take alike one stands for all. Where no Allow of A takes both, A allows
// nothing, unless the caller decides.
function placesOf({ documents }: RandomQuestion): readonly Place[] {
  const [a = [], b = []] = documents.map((policies) => policies.flatMap(({ statements }) => statements));
  const all = [...a, ...b];
  const actions = onePerKind(ACTIONS, (action) => {
    const name = action.toLowerCase();
    return isRuled(name) ? name : all.map(({ takesAction }) => takesAction(name)).join();
  });
  const isVaried = all.some(hasVariables);
  const resources = isVaried ? ON : onePerKind(ON, (asked) => all.map((one) => takes(one, asked)).join());
  const places = actions.flatMap((action) => {
    const name = action.toLowerCase();
    const allows = a.filter(({ effect, takesAction }) => effect === "Allow" && takesAction(name));
    return resources
      .filter((asked) => isRuled(name) || allows.some((one) => takes(one, asked)))
      .map(({ request: { resource } }) => ({ action, resource }));
  });
  return places.length > 0 ? places : [{ action: "s3:a", resource: "arn:aws:s3:::b/a" }];
}

const isRuled = (action: string): boolean => /^(?:iam|sts):/.test(action);

const hasVariables = ({ resource }: Statement): boolean =>
  resource?.values.some((text) => text.includes("${")) === true;

const takes = (statement: Statement, asked: Asked): boolean =>
  hasVariables(statement) || statement.takesResource(asked);

function onePerKind<Item>(items: readonly Item[], kindOf: (item: Item) => string): readonly Item[] {
  const kinds = new Map<string, Item>();
  for (const item of items) {
    const kind = kindOf(item);
    if (!kinds.has(kind)) kinds.set(kind, item);
  }
  return [...kinds.values()];
}

const WITH_ID: ReadonlySet<Principal["type"]> = new Set(["User", "SessionToken", "AssumedRole"]);
const SESSIONS: ReadonlySet<Principal["type"]> = new Set(["SessionToken", "AssumedRole", "FederatedUser"]);

/** The request as it comes from a caller: ids and times that a policy may ask for are always there, or never. */
export function sentBy(principal: Principal, request: AuthorizationRequest): AuthorizationRequest {
  const { type } = principal;
  const given = Object.entries(request.context ?? {});
  const told = (key: string, otherwise: string) =>
    given.find(([name]) => name.toLowerCase() === key)?.[1] ?? otherwise;
  const rest = given.filter(([name]) => !/^aws:(?:userid|tokenissuetime)$/i.test(name));
  const context: RequestContext = {
    ...Object.fromEntries(rest),
    ...(WITH_ID.has(type) && { "aws:userid": told("aws:userid", "a") }),
    ...(SESSIONS.has(type) && {
      "aws:TokenIssueTime": told("aws:tokenissuetime", "2020-09-01T00:00:00Z"),
    }),
  };
  return { ...request, principal, context };
}
