// The actions that a question needs to know of: those of the services that its policies name, and of one other service.

import type { Policy } from "../compiled/policy.ts";
import type { Catalogue, CatalogueAction } from "../findings/catalogue.ts";
import type { Judged } from "./question.ts";
import { isAlwaysAllowed, mayAllow } from "./reach.ts";

export interface KnownActions {
  readonly actions: readonly CatalogueAction[];
  /** Global condition keys, by name in lower case; a part that varies reads `*`. */
  readonly globalKeys: readonly string[];
}

// Services whose actions AWS treats in ways of its own; and those of which one stands for all that no policy names.
const RULED = ["sts", "iam", "kms", "s3"];
const OTHERS = ["ec2", "dynamodb", "lambda", "sqs", "sns"];

/** Of a service that no policy names, every action is taken alike: one service stands for all of them. */
export async function readKnownActions(
  catalogue: Catalogue,
  policies: readonly Policy[],
): Promise<KnownActions> {
  const named = new Set(
    policies.flatMap(({ statements }) => statements.flatMap(({ action }) => action.values.map(serviceOf))),
  );
  const other = [...OTHERS, ...catalogue.services()].find((service) => !named.has(service));
  const prefixes = [...new Set([...named, ...RULED, ...(other === undefined ? [] : [other])])];
  const services = await Promise.all(prefixes.map((prefix) => catalogue.service(prefix)));
  return {
    actions: services.flatMap((service) => service?.actions ?? []),
    globalKeys: catalogue.globalConditionKeys().map(({ name }) => namePattern(name)),
  };
}

const serviceOf = (pattern: string): string =>
  pattern.slice(0, Math.max(0, pattern.indexOf(":"))).toLowerCase();

/** A key's name as a pattern in lower case. */
export const namePattern = (name: string): string => name.toLowerCase().replaceAll(/\$\{[^}]*\}/g, "*");

// The actions that people know best: a witness with one of them is read at once.
const WELL_KNOWN = [
  ...["s3:GetObject", "s3:ListBucket", "s3:PutObject", "s3:DeleteObject", "s3:ListAllMyBuckets"],
  ...["sts:AssumeRole", "sts:GetFederationToken", "iam:CreateUser", "iam:PassRole", "iam:GetUser"],
  ...[
    "ec2:DescribeInstances",
    "ec2:RunInstances",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "lambda:InvokeFunction",
  ],
  ...["kms:Decrypt", "sqs:SendMessage", "sns:Publish"],
].map((name) => name.toLowerCase());

/** The known actions that a side may allow, the best known first. */
export function reachedBy({ actions }: KnownActions, side: Judged): readonly CatalogueAction[] {
  const reached = new Map<string, CatalogueAction>();
  for (const action of actions) {
    const name = action.name.toLowerCase();
    const isReached = isAlwaysAllowed(side, name) || mayAllow(side, (one) => one.takesAction(name));
    if (isReached) reached.set(name, action);
  }
  const first = WELL_KNOWN.flatMap((name) => reached.get(name) ?? []);
  return [...new Set([...first, ...reached.values()])];
}
