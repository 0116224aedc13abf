// Whom a statement of a resource policy names, in words.

import { isAccountId, isRootArn, parseArn } from "../arn.ts";
import type { PrincipalElement } from "../policy-document.ts";
import { arnInWords } from "./resources.ts";
import { type Length, listed, said } from "./say.ts";

type Named = PrincipalElement["named"][number];

/** `anyone`, `account 111122223333`, `user reader of account 111122223333`, `anyone but …`. */
export function principalsInWords(
  { negated, everyone, named }: PrincipalElement,
  length: Length = {},
): string {
  const whole = everyone || named.some(({ type, value }) => type === "AWS" && value === "*");
  if (whole) return negated ? "nobody" : "anyone";
  const words = listed([...new Set(named.map(namedInWords))], negated ? "and" : "or", length);
  return negated ? `anyone but ${words}` : words;
}

function namedInWords({ type, value }: Named): string {
  if (type === "Service") return `the service ${said(value)}`;
  if (type === "Federated") return `callers of the identity provider ${said(value)}`;
  if (type === "CanonicalUser") return `the canonical user ${said(value)}`;
  if (isAccountId(value)) return `account ${value}`;
  return isRootArn(value) ? `account ${parseArn(value)?.account}` : arnInWords(value);
}
