// Callers that a model of a question describes, where the question leaves the caller's name or tags, or the account
// of the resource, open.

import type { Principal, Tags } from "../../policy/authorization-request.ts";
import type { Caller } from "../../policy/proof/caller-keys.ts";
import type { Options } from "../../policy/proof/is-contained.ts";

type Model = Parameters<NonNullable<Options["callersFor"]>>[1];

/** Questions about one caller each: with every name and account that the model suggests, and as it was asked. */
export const callersFor: NonNullable<Options["callersFor"]> = (question, model) => {
  const { caller, policies } = question.a;
  const accounts = caller.free !== "all" && caller.free.has("aws:resourceaccount") ? accountsIn(model) : [];
  return principalsIn(caller.principal, model).flatMap((principal) =>
    [...new Set([...accounts, caller.resourceAccount])].map((resourceAccount) => ({
      ...question,
      a: { policies, caller: { principal, resourceAccount, free: new Set<string>() } satisfies Caller },
    })),
  );
};

const textOf = (model: Model, key: string): string => {
  const state = model.get(key);
  return typeof state === "string" ? state : "";
};

// A pattern of account ids is met by one that begins with its digits.
function accountsIn(model: Model): readonly string[] {
  const text = textOf(model, "aws:resourceaccount");
  return /\d/.test(text) ? [text.replaceAll(/\D/g, "").padEnd(12, "0").slice(0, 12)] : [];
}

function principalsIn(principal: Principal, model: Model): readonly Principal[] {
  if (principal.type !== "FederatedUser") return [principal];
  const tags = principal.tags ?? tagsIn(model);
  const names = ["aws:username", "aws:userid", "aws:principalarn"].flatMap((key) => {
    const name = textOf(model, key).split(/[:/]/).at(-1) ?? "";
    return /^[\w+=,.@-]{2,32}$/.test(name) ? [name] : [];
  });
  const arns = names.map((name) => principal.arn.replace(/[^/]*$/, name));
  return [...new Set([...arns, principal.arn])].map((arn) => ({ ...principal, arn, tags }));
}

const TAG = "aws:principaltag/";

const tagsIn = (model: Model): Tags =>
  Object.fromEntries(
    [...model].flatMap(([key, state]) =>
      key.startsWith(TAG) && typeof state === "string" ? [[key.slice(TAG.length), state]] : [],
    ),
  );
