// Whom a theorem is about: each principal with the callers that it is, and where.

import type { PolicySet } from "../../policy/compiled/policy.ts";
import type { Target } from "../deployment/target.ts";
import { sidesOfStranger, sidesUnderNames } from "../prediction/any-session.ts";
import type { Documents } from "../prediction/documents.ts";
import { EVERYTHING, regionOf } from "../prediction/region.ts";
import { type Side, sidesOf } from "../prediction/sides.ts";
import { principals } from "../principals.ts";
import { lackOfPrincipal, present } from "../sessions/identity.ts";
import type { Who } from "../theorems.ts";

export interface Subject {
  /** The principal whose promises apply to it. */
  readonly principal: string;
  readonly sides: readonly Side[];
}

type Subjects = (target: Target, documents: Documents) => readonly Subject[];

const one =
  (name: string): Subjects =>
  (target, documents) =>
    lackOfPrincipal(name, target) === undefined
      ? [{ principal: name, sides: sidesOf(name, target, documents) }]
      : [];

/** The broker with other policies of its own; its callers stay the same. */
const brokerWith =
  (change: (policies: PolicySet) => PolicySet): Subjects =>
  (target, documents) => [
    {
      principal: "broker",
      sides: sidesOf("broker", target, documents).map((side) => ({
        ...side,
        judged: { ...side.judged, policies: change(side.judged.policies) },
      })),
    },
  ];

const isFederated = (name: string): boolean => principals[name]?.identity.type === "federated user";

const SOME_NAME: Subjects = (target, documents) => [
  {
    principal: "broker",
    sides: [...sidesOfStranger(target, documents), ...sidesUnderNames(target, documents)],
  },
];

/** Names for several principals, or for the broker as it would be. */
const SEVERAL: Readonly<Record<string, Subjects>> = {
  "every principal": (target, documents) => present(target).flatMap((name) => one(name)(target, documents)),
  "every session": (target, documents) => [
    ...present(target)
      .filter(isFederated)
      .flatMap((name) => one(name)(target, documents)),
    ...SOME_NAME(target, documents),
  ],
  "a session of any other name": SOME_NAME,
  "the broker without its boundary": brokerWith(({ permissionsBoundary: _, ...rest }) => rest),
  "the broker with any policies": brokerWith((policies) => ({
    ...policies,
    identity: [regionOf([EVERYTHING])],
  })),
};

/** Everyone there is: theorems/anyone.ts. */
export const ANYONE = "anyone";
export const OUTSIDERS = "anyone outside the account";

/** The names for whom a theorem may be about. */
export const CALLERS: readonly string[] = [
  ...[ANYONE, OUTSIDERS],
  ...Object.keys(SEVERAL),
  ...Object.keys(principals),
];

/** The principals of a name; none where the deployment lacks them. */
export const subjectsOf = (who: Who, target: Target, documents: Documents): readonly Subject[] =>
  (SEVERAL[who] ?? one(who))(target, documents);
