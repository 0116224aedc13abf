// Which requests a side allows: evaluate's rules as a formula over the statements of its policies.

import type { Policy, PolicySet } from "../compiled/policy.ts";
import type { Naming } from "../compiled/principals.ts";
import type { Statement } from "../compiled/statement.ts";
import { Asked } from "../request/asked.ts";
import { EvaluationError } from "../request/evaluation-error.ts";
import type { AtomTable } from "./atom-table.ts";
import type { Caller } from "./caller-keys.ts";
import { sparesCanonical } from "./doubts.ts";
import { all, any, FALSE, type Formula, not, TRUE } from "./formula.ts";
import { turned } from "./region.ts";
import { onKmsKey, rootsOwn } from "./rulings.ts";
import type { Side } from "./side.ts";

interface Reader {
  readonly table: AtomTable;
  readonly side: Side;
  readonly asked: Asked;
}

/** When the policies of a side allow a request of a caller. It follows policy/evaluate.ts and policy/decision/gather.ts. */
export function allowed(table: AtomTable, side: Side, caller: Caller, policies: PolicySet): Formula {
  const { principal, resourceAccount } = caller;
  const request = { principal, action: "s3:GetObject", resource: "*", resourceAccount };
  const asked = new Asked(request, policies.permissionsBoundary !== undefined, side.others);
  const { denies, allows } = weigh({ table, side, asked }, layersOf(asked, policies), policies);
  return all([not(denies), allows]);
}

export interface Layers {
  readonly identity: readonly Policy[];
  readonly boundary: readonly Policy[] | undefined;
  readonly session: readonly Policy[] | undefined;
  readonly serviceControl: readonly (readonly Policy[])[];
  readonly resourceControl: readonly Policy[];
}

// Which policies apply to the caller, as policy/decision/gather.ts gathers them.
export function layersOf(asked: Asked, policies: PolicySet): Layers {
  const { request, root, madeByRoot, account, serviceLinked } = asked;
  const isIdentity = account !== undefined && !root;
  const owned = isIdentity && !madeByRoot;
  const { permissionsBoundary: boundary, session } = policies;
  const hasSession = isIdentity && (session !== undefined || request.principal.type === "FederatedUser");
  return {
    identity: owned ? (policies.identity ?? []) : [],
    boundary: owned && boundary !== undefined ? [boundary] : undefined,
    session: hasSession ? (session ?? []) : undefined,
    serviceControl: account === undefined || serviceLinked ? [] : (policies.serviceControl ?? []),
    resourceControl: serviceLinked ? [] : (policies.resourceControl ?? []).flat(),
  };
}

function weigh(reader: Reader, layers: Layers, policies: PolicySet): { denies: Formula; allows: Formula } {
  const { table, asked } = reader;
  const { identity, boundary, session, serviceControl, resourceControl } = layers;
  const resource = policies.resource === undefined ? [] : [policies.resource];
  const attached = [
    ...identity,
    ...(boundary ?? []),
    ...(session ?? []),
    ...serviceControl.flat(),
    ...resourceControl,
  ];
  const same = asked.account === undefined || asked.account === asked.resourceAccount;
  const spared = asked.root && same ? rootsOwn(table) : FALSE;
  const ofResource = (...namings: readonly Naming[]): Formula =>
    all([not(spared), statements(reader, resource, "Allow", (naming) => namings.includes(naming))]);
  const grants = (layer: readonly Policy[] | undefined): Formula =>
    layer === undefined ? TRUE : statements(reader, layer, "Allow");
  const direct = same ? ofResource("direct") : FALSE;
  const added = same ? ofResource("behind") : FALSE;
  const unlimited = asked.root || asked.madeByRoot;
  const needed = needsResourcePolicy(reader, policies, same);
  return {
    denies: any([
      statements(reader, attached, "Deny"),
      all([not(spared), statements(reader, resource, "Deny")]),
    ]),
    allows: all([
      ...serviceControl.map(grants),
      any([not(needed), ofResource("direct", "behind", "account")]),
      any([
        direct,
        all([grants(session), grants(boundary), unlimited ? TRUE : any([grants(identity), added])]),
      ]),
    ]),
  };
}

// policy/evaluate.ts needsResourcePolicy
function needsResourcePolicy({ table, asked }: Reader, { resource }: PolicySet, same: boolean): Formula {
  if (asked.account === undefined || !same || resource?.kind === "trust") return TRUE;
  return resource === undefined ? FALSE : onKmsKey(table);
}

/** When one of the statements applies. */
function statements(
  { table, side, asked }: Reader,
  policies: readonly Policy[],
  effect: Statement["effect"],
  takes: (naming: Naming) => boolean = (naming) => naming !== "none",
): Formula {
  return any(
    policies.flatMap((policy) =>
      policy.statements
        .filter((statement) => statement.effect === effect && takes(namingOf(statement, asked, side)))
        .map((statement) =>
          table.statement(policy, side.generous?.has(statement) ? turned(statement) : statement, side),
        ),
    ),
  );
}

// A Deny of which it is unknown whether it names the caller denies, unless doubt counts as access.
function namingOf(statement: Statement, asked: Asked, { generous }: Side): Naming {
  if (generous?.has(statement) && sparesCanonical(statement)) return "none";
  try {
    return statement.names(asked);
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    const applies = (statement.effect === "Allow") === (generous?.has(statement) ?? false);
    return applies ? "direct" : "none";
  }
}
