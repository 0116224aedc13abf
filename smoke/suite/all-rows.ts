// Every row of a run before the first probe: the promises, each still to be probed, and what is judged without a probe.

import { hurriedBy } from "../calls/patience.ts";
import { redact, secretsOf } from "../deployment/redact.ts";
import type { Target } from "../deployment/target.ts";
import type { Promised } from "../promises.ts";
import { type SmokeRow, unfinished } from "../results/row-result.ts";
import { isProbed } from "../rows/probed.ts";
import { type Actions, findUnlisted } from "../unprobed/closed-world.ts";
import { compareDeployed } from "../unprobed/compare-deployed.ts";
import { judgeEveryoneElse } from "../unprobed/everyone-else.ts";
import { predictRow } from "../unprobed/predict-promises.ts";
import type { PromiseTable } from "../validation/promise-table.ts";

export interface AllRows {
  readonly rows: readonly SmokeRow[];
  /** The promises about what this deployment does not have, or does not grant: nothing is asked about them. */
  readonly unasked: readonly Promised[];
  /** The actions that the operator may not call: what they read was not compared with the stack outputs. */
  readonly unread: readonly string[];
}

interface Judging {
  readonly actions?: Actions;
  readonly waitSeconds?: number;
  readonly allowDestructive?: boolean;
  readonly signal?: AbortSignal;
}

export async function allRows(
  { promises, reverse, unasked, documents }: PromiseTable,
  target: Target,
  { actions, waitSeconds = 0, allowDestructive, signal }: Judging,
): Promise<AllRows> {
  const now = new Date();
  const [others, compared] = await Promise.all([
    judgeEveryoneElse(signal?.aborted ? [] : reverse, target, documents, now, signal),
    compareDeployed(target, hurriedBy(signal, waitSeconds), signal),
  ]);
  const unlisted = actions === undefined ? [] : await findUnlisted(promises, target, documents, actions, now);
  const promised = promises.map((one) =>
    isProbed(one, allowDestructive) ? unfinished(one) : predictRow(one, target, documents, now),
  );
  const secrets = secretsOf(target.operator);
  return {
    rows: [...promised, ...redact(others.rows, secrets), ...unlisted, ...redact(compared.rows, secrets)],
    unasked: [...unasked, ...others.unasked],
    unread: compared.unread,
  };
}
