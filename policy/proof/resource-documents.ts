// Two resource policies, each alone: what they grant to callers of other accounts, whose own policies allow everything,
// and to callers of the resource's account, whom nothing else allows anything.

import { arnAccount } from "../arn.ts";
import type { Principal } from "../authorization-request.ts";
import type { Policy, PolicySet } from "../compiled/policy.ts";
import type { Naming } from "../compiled/principals.ts";
import { Asked } from "../request/asked.ts";
import { EvaluationError } from "../request/evaluation-error.ts";
import { ALLOW_ALL } from "./allow-all.ts";
import { type Answer, worst } from "./answer.ts";
import type { KeyState } from "./atom.ts";
import { callerKeys, isOfCaller, RESOURCE_ACCOUNT } from "./caller-keys.ts";
import { type CallerKind, callerKinds, homeOf, strangeAccounts } from "./callers.ts";
import { describedBy, ownerOf } from "./described-by.ts";
import { canonicalAllows } from "./doubts.ts";
import { budgetOf, isContained, type Options } from "./is-contained.ts";
import type { Question } from "./question.ts";
import { ruledFor } from "./rulings.ts";
import { variablesOfPolicy } from "./variables.ts";

/** Whether all that resource policy A grants, alone, is granted by B. */
export function isResourcePolicyContained(a: Policy, b: Policy, options: Options): Answer {
  const kinds = callerKinds([a, b]);
  const [, abroad] = strangeAccounts([a, b]);
  const budget = budgetOf(options);
  const answers: Answer[] = [];
  const known = new Set<string>();
  for (const place of placesOf(kinds, abroad)) {
    const { resourceAccount, kind } = place;
    const asked = new Asked({
      ...{ principal: kind.principal, action: "s3:GetObject", resource: "*", resourceAccount },
    });
    const namings = [a, b].map((policy) => namingsOf(policy, asked));
    if (!grantsAnything(a, namings[0])) continue;
    const signature = JSON.stringify([namings, signatureOf(a, b, kind, asked)]);
    if (known.has(signature)) continue;
    known.add(signature);
    const callersFor: Options["callersFor"] = (_, model) => {
      const stateOf = (key: string): KeyState => model.get(key);
      return [kind.principal, ...described(kind, stateOf)].flatMap((principal) =>
        ownersOf(place, principal, stateOf).map((owner) =>
          questionFor(a, b, { principal, free: new Set() }, owner),
        ),
      );
    };
    const open = isOwnerOpen(place) ? { ...kind, free: new Set([...kind.free, RESOURCE_ACCOUNT]) } : kind;
    const answer = isContained(questionFor(a, b, open, resourceAccount), { ...options, callersFor }, budget);
    answers.push(answer);
    if (answer.verdict === "not contained") break;
  }
  const [canonical] = canonicalAllows(a, b);
  if (canonical === undefined) return worst(answers);
  const why = `It cannot be told: statement ${canonical.sid ?? canonical.index + 1} of A allows a canonical user, and no request tells whose caller that is.`;
  return worst([...answers, { verdict: "unknown", why }]);
}

// Callers of the same kind that a model describes, of the same account unless that is open.
const described = (
  { principal, free }: CallerKind,
  stateOf: Parameters<typeof describedBy>[0],
): readonly Principal[] =>
  "arn" in principal
    ? describedBy(stateOf, arnAccount(principal.arn) ?? "").filter(
        (one) =>
          one.type === principal.type &&
          "arn" in one &&
          (free.has("aws:principalaccount") || arnAccount(one.arn) === arnAccount(principal.arn)),
      )
    : [];

// A resource of the caller's account has that owner; any other one may have any, of which that of the place is an example.
const isOwnerOpen = ({ kind: { principal, free }, resourceAccount }: Place): boolean =>
  homeOf(principal) !== resourceAccount || free.has("aws:principalaccount");

function ownersOf(
  { kind, resourceAccount }: Place,
  principal: Principal,
  stateOf: Parameters<typeof describedBy>[0],
): readonly string[] {
  const home = homeOf(principal);
  if (home !== undefined && homeOf(kind.principal) === resourceAccount) return [home];
  const told = ownerOf(stateOf);
  return told === undefined ? [resourceAccount] : [told, resourceAccount];
}

interface Place {
  readonly kind: CallerKind;
  readonly resourceAccount: string;
}

// Each caller with a resource of another account, and with one of its own. Root needs no grant in its account.
const placesOf = (kinds: readonly CallerKind[], abroad: string): readonly Place[] =>
  kinds.flatMap((kind): Place[] => {
    const { principal } = kind;
    const home = homeOf(principal);
    const across = { kind, resourceAccount: abroad };
    if (home === undefined || principal.type === "Root") return [across];
    return [across, { kind, resourceAccount: home }];
  });

function questionFor(
  a: Policy,
  b: Policy,
  { principal, free }: CallerKind,
  resourceAccount: string,
): Question {
  const caller = { principal, resourceAccount, free };
  const home = homeOf(principal);
  const own: PolicySet = home === undefined || home === resourceAccount ? {} : allowedAtHome(principal);
  return {
    a: { caller, policies: { ...own, resource: a } },
    b: { caller, policies: { ...own, resource: b } },
  };
}

const allowedAtHome = ({ type }: Principal): PolicySet => ({
  identity: [ALLOW_ALL],
  ...(type === "FederatedUser" && { session: [ALLOW_ALL] }),
});

type Named = Naming | "in doubt";

const namingsOf = ({ statements }: Policy, asked: Asked): readonly Named[] =>
  statements.map((statement) => {
    try {
      return statement.names(asked);
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      return "in doubt";
    }
  });

const grantsAnything = ({ statements }: Policy, namings: readonly Named[] = []): boolean =>
  statements.some(({ effect }, index) => effect === "Allow" && namings[index] !== "none");

// Callers whom all statements name alike are asked about once, unless something else that matters tells them apart.
function signatureOf(a: Policy, b: Policy, { principal, free }: CallerKind, asked: Asked): unknown {
  const { account, resourceAccount = "", root, madeByRoot, serviceLinked } = asked;
  const keys = callerKeys({ principal, resourceAccount, free }, new Set());
  const named = [...new Set([a, b].flatMap(keysOfCaller))];
  const told = named.map((key) => [keys.fixed(key) ?? "open", keys.isPresent(key)]);
  // Where a key is open, callers of a type and an account are tried for it.
  const isOpen = named.some((key) => keys.fixed(key) === undefined);
  return [
    ...[account === undefined, root, madeByRoot, serviceLinked, account === resourceAccount],
    ...[principal.type === "FederatedUser", told, isOpen && [principal.type, account, [...free]]],
    [a, b].some(namesIdentities) && ruledFor(principal),
    [a, b].some(namesOwner) && resourceAccount,
  ];
}

// Whether a condition or a variable is about the account of the resource.
const namesOwner = (policy: Policy): boolean =>
  namedKeys(policy).some((key) => key.endsWith(":resourceaccount"));

// The keys of the caller that conditions and variables name.
const keysOfCaller = (policy: Policy): readonly string[] => namedKeys(policy).filter(isOfCaller);

function namedKeys(policy: Policy): readonly string[] {
  const named = policy.statements.flatMap(({ conditions }) => conditions.map(({ key }) => key.toLowerCase()));
  return [...named, ...variablesOfPolicy(policy)];
}

// Whether an action is one of the services whose actions the kind of caller decides.
const namesIdentities = ({ statements }: Policy): boolean =>
  statements.some(
    ({ action }) => action.negated || action.values.some((text) => /^(?:\*|iam:|sts:)/i.test(text)),
  );
