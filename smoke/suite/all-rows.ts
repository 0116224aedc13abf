// Every row of a run before the first probe: the promises, each still to be probed, and what is judged without a probe.

import type { Catalogue } from "../../policy/findings/catalogue.ts";
import { hurriedBy } from "../calls/patience.ts";
import { redact, secretsOf } from "../deployment/redact.ts";
import type { Target } from "../deployment/target.ts";
import { isBound } from "../prediction/row-region.ts";
import type { Promised } from "../promises.ts";
import { type SmokeRow, unfinished } from "../results/row-result.ts";
import { isProbed } from "../rows/probed.ts";
import { compareDeployed } from "../unprobed/compare-deployed.ts";
import { judgeEveryoneElse } from "../unprobed/everyone-else.ts";
import { findUnlisted } from "../unprobed/find-unlisted.ts";
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
  readonly catalogue?: Catalogue;
  readonly waitSeconds?: number;
  readonly allowDestructive?: boolean;
  readonly signal?: AbortSignal;
}

export async function allRows(
  { promises, reverse, unasked, documents }: PromiseTable,
  target: Target,
  { catalogue, waitSeconds = 0, allowDestructive, signal }: Judging,
): Promise<AllRows> {
  const now = new Date();
  const [others, compared] = await Promise.all([
    judgeEveryoneElse(signal?.aborted ? [] : reverse, target, documents, now, signal),
    compareDeployed(target, hurriedBy(signal, waitSeconds), signal),
  ]);
  const unlisted = catalogue === undefined ? [] : await findUnlisted(promises, target, documents, catalogue);
  const promised = promises
    .filter((one) => !isBound(one))
    .map((one) =>
      isProbed(one, allowDestructive) ? unfinished(one) : predictRow(one, target, documents, now),
    );
  const secrets = secretsOf(target.operator);
  return {
    rows: [...promised, ...redact(others.rows, secrets), ...unlisted, ...redact(compared.rows, secrets)],
    unasked: [...unasked, ...others.unasked],
    unread: compared.unread,
  };
}
