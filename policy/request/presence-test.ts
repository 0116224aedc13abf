// Whether a request has a condition key that AWS sets, as the table of key-presence.ts says.
import type { AuthorizationRequest } from "../authorization-request.ts";
import type { ReadingName } from "../decision/readings.ts";
import type { Caller } from "./caller.ts";
import type { Presence } from "./key-presence.ts";

export type Value = string | readonly string[];

/** Who asks for what, and what the request tells. */
export interface Asker extends Pick<Caller, "arn" | "account" | "root"> {
  readonly request: Pick<AuthorizationRequest, "principal" | "contextIsWhole">;
  /** In lower case. */
  readonly action: string;
  readonly service: string;
  readonly resourceAccount: string | undefined;
  /** What the context gives, by the key's name in lower case. */
  told(key: string): Value | undefined;
  values(key: string): Value | undefined;
  takesOther(rule: ReadingName): boolean;
}

type PresenceTest = (asker: Asker) => boolean;

const words = (text = ""): readonly string[] => text.match(/\S+/g) ?? [];
const lower = (text = ""): readonly string[] => words(text.toLowerCase());

export function presenceTest(when: Presence): PresenceTest {
  switch (when.on) {
    case "every request":
      return ofAll(when);
    case "callers":
      return ofCallers(when);
    case "actions":
      return forActions(when);
    case "context":
      return () => false;
  }
}

function ofAll({ exceptServices, unless }: Presence & { readonly on: "every request" }): PresenceTest {
  const [services, keys] = [words(exceptServices), lower(unless)];
  if (services.length + keys.length === 0) return () => true;
  return (asker) => !services.includes(asker.service) && !keys.some((key) => asker.told(key) !== undefined);
}

function ofCallers({ callers, except, open }: Presence & { readonly on: "callers" }): PresenceTest {
  const types = new Set(words(callers));
  if (except === undefined && open === undefined) return ({ request }) => types.has(request.principal.type);
  const doubtful = new Set(words(open?.callers));
  return (asker) => {
    const { principal } = asker.request;
    if (!types.has(principal.type) || (except === "root" && asker.root)) return false;
    if (except === "without MFA") return principal.type === "SessionToken" && principal.mfa;
    return open === undefined || !doubtful.has(principal.type) || !asker.takesOther(open.rule);
  };
}

function forActions({ actions, signed, overTls }: Presence & { readonly on: "actions" }): PresenceTest {
  const names = new Set(lower(actions));
  return (asker) =>
    (names.has(asker.action) || names.has(`${asker.service}:*`)) &&
    (signed !== true || asker.arn !== undefined) &&
    (overTls !== true || isTrue(asker.values("aws:securetransport")));
}

const isTrue = (value: Value | undefined): boolean => String(value).toLowerCase() === "true";
