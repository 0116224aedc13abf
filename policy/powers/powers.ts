// All that a caller may do, as regions: which statements allow it together, and which Denies cut it.

import { isWider } from "../changes/changes.ts";
import { changing, documentsOf, keeping, type Layer, type Placed } from "../changes/narrowed.ts";
import { within as requestsIn } from "../changes/region-policy.ts";
import type { Policy, PolicySet } from "../compiled/policy.ts";
import { evaluate } from "../evaluate.ts";
import { parsePolicy } from "../parse-policy.ts";
import { compilePattern } from "../patterns/compile-pattern.ts";
import type { ConditionElement, Element } from "../policy-document.ts";
import { ALLOW_ALL } from "../proof/allow-all.ts";
import type { Answer } from "../proof/answer.ts";
import { isContained, type Options } from "../proof/is-contained.ts";
import type { Judged } from "../proof/question.ts";
import type { Region } from "../words/region.ts";
import { inOne, type Met, meet } from "./meet.ts";
import { type Allowing, waysOf } from "./ways.ts";

export interface Power {
  readonly region: Region;
  /** The statements that allow it together, one of each type of policy. */
  readonly by: readonly Placed[];
  readonly answer: Answer;
}

export interface Powers {
  /** Whether any request is allowed: a witness, "contained" for none, or what stands in the way. */
  readonly some: Answer;
  /** Whether every request is allowed that policies can allow to the caller. */
  readonly all: Answer;
  /** Whether policies can allow none of the requests that are decided here. */
  readonly isEmpty?: boolean;
  readonly powers: readonly Power[];
  readonly cuts: readonly Placed[];
}

/** The caller, the requests that its policies decide, and which of them are asked about. */
export interface Asked {
  readonly judged: Judged;
  readonly within: Policy;
  readonly action: Element;
  readonly resource: Element;
}

/** Exact by proof: each power has a request that is allowed, and what no power holds is allowed to nobody. */
export function powersOf({ judged, within: place, action, resource }: Asked, options: Options): Powers {
  const { caller } = judged;
  const region = requestsIn(place, [action], [resource]);
  const nothing = { region: keeping(region, () => false) };
  const may = (policies: PolicySet, within: Policy): Answer =>
    isContained({ a: { caller, policies }, b: nothing, within }, options);
  const some = may(judged.policies, region);
  if (!isWider(some)) {
    const isEmpty = some.verdict === "contained" && may(EVERYTHING, region).verdict === "contained";
    return { some, all: some, isEmpty, powers: [], cuts: [] };
  }
  const found = waysOf(judged).flatMap((way) =>
    powersBy(way, { action, resource }, (actions, resources) =>
      may(way.policies, requestsIn(place, actions, resources)),
    ),
  );
  const powers = found.filter((power) => !found.some((other) => isPartOf(other.by, power.by)));
  const beyond = (policies: PolicySet): Answer =>
    isContained({ a: { caller, policies }, b: judged, within: region }, options);
  const cuts = deniesOf(judged.policies).filter((cut) => isWider(beyond(without(judged.policies, cut))));
  // What no combination of single statements allows is told whole.
  const whole = { region: { action, resource, conditions: [] }, by: [], answer: some };
  return {
    some,
    all: isRuledOut(caller, action, options) ? RULED_OUT : beyond(EVERYTHING),
    powers: powers.length > 0 ? powers : [whole],
    cuts,
  };
}

// Where fewer statements allow it, the others are not needed.
const isPartOf = (fewer: readonly Placed[], more: readonly Placed[]): boolean =>
  fewer.length < more.length &&
  fewer.every(({ statement }) => more.some((one) => one.statement === statement));

/** What AWS allows to a caller of such actions whatever policies say, by its known names. */
export const alwaysAllowed = (
  { caller: { principal } }: Judged,
  { values }: Element,
  { known }: Options,
): readonly string[] =>
  namesIn(values, known).filter(
    (action) => evaluate({ principal, action, resource: "*" }, {}).decision === "allowed",
  );

const namesIn = (values: readonly string[], known: Options["known"]): readonly string[] =>
  (known?.actions ?? [])
    .map(({ name }) => name)
    .filter(
      (name) =>
        /^(?:iam|sts):/.test(name) &&
        values.some((text) => compilePattern(text.toLowerCase())(name.toLowerCase())),
    );

const RULED_OUT: Answer = {
  verdict: "not contained",
  why: "AWS never lets such a caller do some of it, whatever policies say.",
};

// Actions of IAM and STS that AWS refuses to this kind of caller.
const isRuledOut = ({ principal }: Judged["caller"], { values }: Element, { known }: Options): boolean =>
  namesIn(values, known).some(
    (action) => evaluate({ principal, action, resource: "*" }, EVERYTHING).decision !== "allowed",
  );

const without = (set: PolicySet, { statement, ...place }: Placed): PolicySet =>
  changing(set, place, (policy) => keeping(policy, ({ index }) => index !== statement.index));

const EVERYTHING: PolicySet = {
  identity: [ALLOW_ALL],
  session: [ALLOW_ALL],
  resource: parsePolicy(
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}',
    "resource",
  ),
};

const LAYERS: readonly Layer[] = ["session", "identity", "permissionsBoundary", "resource"];

const deniesOf = (set: PolicySet): readonly Placed[] =>
  LAYERS.flatMap((policy) =>
    (documentsOf(set, policy) ?? []).flatMap(({ statements }, index) =>
      statements.filter(({ effect }) => effect === "Deny").map((statement) => ({ policy, index, statement })),
    ),
  );

/** The powers of one way: what its statements and the question have in common, where some request of it is allowed. */
function powersBy(
  { by }: Allowing,
  asked: Pick<Asked, "action" | "resource">,
  may: (actions: Met, resources: Met) => Answer,
): readonly Power[] {
  const statements = by.map(({ statement }) => statement);
  const actions = meet([...statements.map(({ action }) => action), asked.action], (text) =>
    text.toLowerCase(),
  );
  const resources = meet([...statements.flatMap(({ resource }) => resource ?? []), asked.resource]);
  const conditions = distinct(statements.flatMap((one) => one.conditions));
  const rows = actions.map((action) => ({
    action: inOne(action),
    met: resources.flatMap((resource) => {
      const answer = may(action, resource);
      return mayBe(answer) ? [{ resource: inOne(resource), answer }] : [];
    }),
  }));
  const groups = Map.groupBy(rows, ({ met }) => JSON.stringify(met.map(({ resource }) => resource)));
  return [...groups.values()].flatMap((group): Power[] => {
    const met = group[0]?.met ?? [];
    const [first] = met;
    if (first === undefined) return [];
    const region = {
      action: joined(group.map(({ action }) => action)),
      resource: joined(met.map(({ resource }) => resource)),
      conditions,
    };
    return [{ region, by, answer: first.answer }];
  });
}

// What cannot be told counts, by name.
const mayBe = (answer: Answer): boolean => isWider(answer) || answer.verdict === "unknown";

const joined = (elements: readonly Element[]): Element => ({
  negated: elements[0]?.negated === true,
  values: elements.flatMap(({ values }) => values),
});

const distinct = (conditions: readonly ConditionElement[]): readonly ConditionElement[] => [
  ...new Map(conditions.map((one) => [JSON.stringify(one), one])).values(),
];
