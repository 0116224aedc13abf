// What is deployed, compared with the stack outputs, as far as the operator may read it. No call of a principal shows
// that a boundary was removed, or that a bucket policy lets in another account.

import { inconclusiveBecause } from "../answers/causes.ts";
import { readFailure } from "../calls/aws-failure.ts";
import { type Clients, closeClients, openClients } from "../calls/clients.ts";
import { ask, type Patience } from "../calls/patience.ts";
import { Retries } from "../calls/retries.ts";
import type { Target } from "../deployment/target.ts";
import { broken, inconclusive, type Judgement, sentence } from "../results/judgement.ts";
import { type DeployedRow, OPERATOR } from "../results/row-result.ts";
import { type Comparison, comparisons } from "./comparisons.ts";

interface Compared {
  /** One for each document that is not as the outputs say, or that could not be compared. */
  rows: readonly DeployedRow[];
  /** The actions that the operator may not call, or all without an operator. What they read was not compared. */
  unread: readonly string[];
}

type Found = DeployedRow | "same" | "unread";

/**
 * Compares each document. A document that differs is read again until it is right or the time is up. If `signal` ends
 * the comparison, the rest is inconclusive.
 */
export async function compareDeployed(
  target: Target,
  patience: Patience,
  signal?: AbortSignal,
): Promise<Compared> {
  const all = comparisons(target);
  if (target.operator === undefined) return { rows: [], unread: all.map(({ action }) => action) };
  const clients = openClients(target, target.operator, new Retries(), signal);
  try {
    const found = await Promise.all(
      all.map(async (comparison) => {
        const once = () => compare(comparison, clients, target);
        return (await ask(once, once, isSettled, patience)).last;
      }),
    );
    return {
      rows: found.filter((each) => typeof each === "object"),
      unread: all.flatMap(({ action }, index) => (found[index] === "unread" ? [action] : [])),
    };
  } finally {
    closeClients(clients);
  }
}

const isSettled = (found: Found): boolean => typeof found === "string" || found.verdict === "inconclusive";

async function compare(comparison: Comparison, clients: Clients, target: Target): Promise<Found> {
  const { action, resource } = comparison;
  const row = (judgement: Judgement, advice: readonly string[]): DeployedRow => ({
    ...{ principal: OPERATOR, action, resource, expect: "allowed", advice },
    ...judgement,
  });
  try {
    const difference = await comparison.differs(clients, target);
    if (difference === undefined) return "same";
    return row(broken("not as deployed", difference.says), [...difference.advice, ADVICE]);
  } catch (thrown) {
    const failure = readFailure(thrown);
    if (MAY_NOT_READ.has(failure.code)) return "unread";
    const explanation =
      failure.code === "AbortError"
        ? "The run ended before it was compared with the stack outputs."
        : `It was not compared with the stack outputs: ${sentence(inconclusiveBecause(failure))}`;
    return row(inconclusive("nothing learnt", explanation), []);
  }
}

const ADVICE =
  "Somebody changed it outside this stack, or these are the outputs of an earlier deployment: run `pulumi refresh`, look at what differs, and deploy again.";

// Authorization or authentication refuses the operator's call.
const MAY_NOT_READ: ReadonlySet<string> = new Set([
  "AccessDenied",
  "ExpiredToken",
  "InvalidAccessKeyId",
  "InvalidClientTokenId",
  "SignatureDoesNotMatch",
]);
