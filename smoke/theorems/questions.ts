// What a theorem asks: one question for each caller and place, each about all requests.

import type { Policy } from "../../policy/compiled/policy.ts";
import type { Judged, Promised as Region } from "../../policy/proof/question.ts";
import { remember } from "../../policy/remember.ts";
import type { Target } from "../deployment/target.ts";
import type { Documents } from "../prediction/documents.ts";
import { promisedRegion } from "../prediction/promised-region.ts";
import { EVERYTHING, regionOf, type WrittenStatement } from "../prediction/region.ts";
import type { Side } from "../prediction/sides.ts";
import type { Promised } from "../promises.ts";
import { arnOf, present } from "../sessions/identity.ts";
import type { Never, Only, Requests, Theorem, Within } from "../theorems.ts";
import { type Anyone, sidesOfAnyone } from "./anyone.ts";
import { ANYONE, OUTSIDERS, type Subject, subjectsOf } from "./callers.ts";
import { grantsOf, withoutGrants } from "./grants.ts";
import { listOf } from "./places.ts";
import { reachedActions } from "./reached-actions.ts";
import { requestsOf } from "./row-requests.ts";

export interface Asked {
  readonly caller: string;
  readonly place: string;
  readonly judged: Judged;
  readonly within: Policy;
  /** One of them must allow, or hold, all that is allowed. */
  readonly limits: readonly (Judged | Region)[];
  /** Of a row that forbids: its requests. What AWS always allows may be one of them. */
  readonly forbidden?: Policy;
}

export interface World {
  readonly target: Target;
  readonly documents: Documents;
  /** What promises allow a principal. */
  readonly promisedTo: (principal: string) => Policy;
  /** The broker's sides in a place. */
  readonly brokerIn: (place: string) => readonly Judged[];
}

/** What the questions of all theorems have in common, each part made once. */
export function openWorld(target: Target, documents: Documents, promises: readonly Promised[]): World {
  const broker = subjectsOf("broker", target, documents).flatMap(({ sides }) => sides);
  const places = Map.groupBy(broker, ({ place }) => place);
  return {
    target,
    documents,
    promisedTo: remember((principal) => promisedRegion(principal, promises, target)),
    brokerIn: (place) => (places.get(place) ?? []).map(({ judged }) => judged),
  };
}

/** The questions of a theorem; none where it is about what the deployment lacks. */
export function questionsOf({ never, only, within }: Theorem, world: World): readonly Asked[] {
  if (never !== undefined) return ofNever(never, world);
  if (only !== undefined) return ofOnly(only, world);
  return within === undefined ? [] : ofWithin(within, world);
}

function ofNever(row: Never, world: World): readonly Asked[] {
  const { target, documents } = world;
  return listOf(row.who).flatMap((who) =>
    who === ANYONE || who === OUTSIDERS
      ? ofAnyone(row, who === OUTSIDERS, world)
      : subjectsOf(who, target, documents).flatMap((subject) => forbidding(row, subject, target)),
  );
}

function ofAnyone(row: Never, outsideOnly: boolean, world: World): readonly Asked[] {
  const { target, documents } = world;
  const alone = row.by !== undefined;
  return sidesOfAnyone(row, { outsideOnly, alone }, target, documents).map((side) => ({
    ...side,
    limits: row.but === undefined ? [NOTHING] : [NOTHING, ...promisedTo(side, world)],
  }));
}

const NOTHING: Region = { region: regionOf([]) };

// What promises list for the sessions that have the caller's ARN.
function promisedTo(
  { judged }: Pick<Anyone, "judged">,
  { target, promisedTo: region }: World,
): readonly Region[] {
  const { principal } = judged.caller;
  if (principal.type !== "FederatedUser") return [];
  return present(target)
    .filter((name) => arnOf(name, target).arn === principal.arn)
    .map((name) => ({ region: region(name) }));
}

// What a row forbids is outside of what may be: everything but its requests.
function forbidding(row: Requests, { sides }: Subject, target: Target): readonly Asked[] {
  if (requestsOf(row, "Deny", target).length === 0) return [];
  const forbidden = regionOf(requestsOf(row, "Allow", target));
  return sides.map((side) => {
    const reached = { ...row, do: reachedActions(listOf(row.do), side.judged.policies) };
    const limits = [{ region: regionOf([EVERYTHING, ...requestsOf(reached, "Deny", target)]) }];
    return { ...side, limits, forbidden };
  });
}

// Sessions that the broker could make can do no more than it, so they are asked only where it may not.
function ofOnly({ who, ...row }: Only, world: World): readonly Asked[] {
  const { target, documents } = world;
  const others = present(target).filter((name) => !who.includes(name));
  const named = who.includes("broker") ? others : [...others, "a session of any other name"];
  const ofS3 = listOf(row.do).filter((action) => /^(?:s3:|\*$)/i.test(action));
  return [
    ...named.flatMap((name) =>
      subjectsOf(name, target, documents).flatMap((subject) => forbidding(row, subject, target)),
    ),
    ...(ofS3.length === 0 ? [] : ofAnyone({ ...row, do: ofS3, who: OUTSIDERS }, true, world)),
  ];
}

function ofWithin({ who, of, in: limit }: Within, world: World): readonly Asked[] {
  const { target, documents } = world;
  return listOf(who).flatMap((name) =>
    subjectsOf(name, target, documents).flatMap((subject) =>
      subject.sides.flatMap((side) => limited(side, subject.principal, limit, of, world)),
    ),
  );
}

function limited(
  side: Side,
  principal: string,
  limit: Within["in"],
  of: Within["of"],
  world: World,
): readonly Asked[] {
  const { target, documents } = world;
  const others: readonly WrittenStatement[] =
    of === undefined ? [] : [{ Effect: "Allow", NotAction: of, Resource: "*" }];
  switch (limit) {
    case "the broker":
      return besideBroker(side, world);
    case "its promises":
      return [{ ...side, limits: [{ region: world.promisedTo(principal) }] }];
    case "its boundary": {
      const { caller, policies } = side.judged;
      const permissionsBoundary = documents.boundary?.policy;
      const bounded = {
        caller,
        policies: { ...policies, ...(permissionsBoundary && { permissionsBoundary }) },
      };
      return [{ ...side, limits: [bounded] }];
    }
    default: {
      const requests = limit.flatMap((row) => requestsOf(row, "Allow", target));
      return [{ ...side, limits: [{ region: regionOf([...others, ...requests]) }] }];
    }
  }
}

// What a bucket's policy grants to the session's own ARN must be promised; all else must be allowed to the broker.
function besideBroker(side: Side, world: World): readonly Asked[] {
  const limits = world.brokerIn(side.place);
  const granted = grantsOf(side.judged);
  if (granted === undefined) return [{ ...side, limits }];
  return [
    { ...side, judged: withoutGrants(side.judged), limits },
    { ...side, judged: granted, limits: [NOTHING, ...promisedTo(side, world)] },
  ];
}
