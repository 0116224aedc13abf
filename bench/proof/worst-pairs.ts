// Pairs of policies that are as hard to compare as policies within AWS's quotas can be.
import type { Policy } from "../../policy/compiled/policy.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";

interface Pair {
  readonly name: string;
  readonly a: Policy;
  readonly b: Policy;
}

type Statement = Readonly<Record<string, unknown>>;

const policy = (statements: readonly Statement[]): Policy =>
  parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), "identity", {
    quota: Number.POSITIVE_INFINITY,
  });

const statement = (
  Effect: string,
  Action: unknown,
  Resource: unknown,
  Condition: object = {},
): Statement => ({
  ...{ Effect, Action, Resource, Condition },
});

const times = <Made>(count: number, make: (index: number) => Made): Made[] =>
  Array.from({ length: count }, (_, index) => make(index));
const letter = (index: number): string => String.fromCharCode(97 + (index % 26));
const stars = (count: number): string[] => times(count, (index) => `*${letter(index)}*${letter(index + 7)}*`);

// A condition on a key that no service has, against patterns for some of them.
const manyServices = (services: readonly string[]): Pair => ({
  name: "350 services, 150 of them with a pattern",
  a: policy([
    statement(
      "Allow",
      services.slice(0, 350).map((service) => `${service}:*`),
      "*",
      { StringEquals: { "zz:q": "v" } },
    ),
  ]),
  b: policy(
    services
      .slice(0, 150)
      .map((service, index) => statement("Allow", `${service}:*`, `arn:aws:${service}:*:*:*x${index}*`)),
  ),
});

/** Each in the direction that needs the longer search. `services` are the prefixes of actions that AWS has. */
export function worstPairs(services: readonly string[]): readonly Pair[] {
  const prefixes = (values: readonly string[]): Policy =>
    policy([statement("Allow", "s3:*", "*", { StringLike: { "s3:prefix": values } })]);
  const denies = times(150, (index) =>
    statement("Deny", "s3:*", "*", {
      StringNotEquals: {
        [`aws:PrincipalTag/k${index % 25}`]: `v${index % 4}`,
        [`aws:PrincipalTag/k${(index * 7 + 3) % 25}`]: `v${index % 3}`,
      },
    }),
  );
  const all = statement("Allow", "s3:*", "*");
  const actions = times(1200, (index) => `svc${index % 40}:Get${letter(index)}${index}*`);
  const buckets = times(300, (index) => statement("Allow", actions[index], `arn:aws:s3:::b${index}/*`));
  return [
    { name: "11 of 12 patterns *a*b*", a: prefixes(stars(11)), b: prefixes(stars(12)) },
    {
      name: "24 resources *a*b*",
      a: policy([
        statement(
          "Allow",
          "s3:*",
          stars(24).map((one) => `arn:aws:s3:::${one}`),
        ),
      ]),
      b: policy([
        statement(
          "Allow",
          "s3:*",
          stars(24).map((one) => `arn:aws:s3:::${one}?`),
        ),
      ]),
    },
    {
      name: "150 Denies on 25 keys",
      a: policy([all, ...denies]),
      b: policy([all, ...denies.slice(1).reverse()]),
    },
    { name: "one more of 150 Denies", a: policy([all, ...denies.slice(1)]), b: policy([all, ...denies]) },
    {
      name: "1,199 of 1,200 actions",
      a: policy([statement("Allow", actions.slice(1), "*")]),
      b: policy([statement("Allow", actions, "*")]),
    },
    manyServices(services),
    { name: "300 statements in another order", a: policy(buckets), b: policy([...buckets].reverse()) },
  ];
}
