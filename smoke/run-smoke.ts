// Runs the promises against a target: selects rows, has vitest run them, counts them, gives the exit status.
import { randomUUID } from "node:crypto";
import type { Catalogue } from "../policy/findings/catalogue.ts";
import { withKeyPolicy } from "./deployment/read-key-policy.ts";
import { stackName, type Target } from "./deployment/target.ts";
import type { Only, Promised } from "./promises.ts";
import { type Counted, count } from "./results/count.ts";
import type { StackRows } from "./results/row-result.ts";
import { requireDisposable, sayDamage } from "./rows/damage.ts";
import { isProbed } from "./rows/probed.ts";
import type { RunInput } from "./rows/run.ts";
import { type Outlive, UNMADE, withExpired } from "./sessions/expired.ts";
import { type AllRows, allRows } from "./suite/all-rows.ts";
import { type Interruption, interrupt, newInterruption } from "./suite/interruption.ts";
import type { ReportedRow } from "./suite/reported-row.ts";
import { type Selection, select } from "./suite/selection.ts";
import { collectRows, type Reporters } from "./suite/start-vitest.ts";
import { openTable } from "./validation/promise-table.ts";
import { sayUnasked } from "./validation/say-unasked.ts";
import { requireProbed } from "./validation/validate-promises.ts";

/** What is passed to vitest's worker: plain data, which holds secrets. */
interface SuiteInput extends RunInput {
  stack: string;
  rows: readonly ReportedRow[];
  interruption: Interruption;
}

declare module "vitest" {
  interface ProvidedContext {
    smoke: SuiteInput;
  }
}

export interface SmokeOptions {
  /** The stack's name; by default the bucket's name. Reports add its account and region. */
  stack?: string;
  /** Instead of the shipped promises. */
  promises?: readonly Promised[];
  /** Instead of the shipped reverse promises. If only `promises` is given, there are none. */
  reverse?: readonly Only[];
  /** Replaces User1's session policy; JSON text. */
  sessionPolicy?: string;
  /** All actions of AWS. With them, what the documents allow and no promise lists is a failure, too. */
  catalogue?: Catalogue;
  /** All rows without it. */
  selection?: Selection;
  /** How long to wait for IAM to catch up with a deployment; without it, the first answers count. */
  waitSeconds?: number;
  /** Whether calls that destroy something are made, too; the stack must be disposable. */
  allowDestructive?: boolean;
  /** How many rows run at the same time; 16 without it. */
  concurrency?: number;
  /** None without it. */
  reporters?: Reporters;
  /** Makes a session and waits until its time is up; without it, nothing is asked about such sessions. */
  outlive?: Outlive;
  /** Ends the run early: rows that are not finished stay inconclusive. */
  signal?: AbortSignal;
}

export interface SmokeRun extends Counted, StackRows, Omit<AllRows, "rows"> {
  /** Sentences for a person: what was not asked, what could not be read, what is damaged. */
  readonly notes: readonly string[];
}

/**
 * Runs every promise once.
 * @throws ConfigurationError before anything runs when a promise or a document is wrong, or nothing is selected: exit
 * status 3.
 */
export async function runSmoke(deployed: Target, options: SmokeOptions = {}): Promise<SmokeRun> {
  const { sessionPolicy, outlive, allowDestructive, selection = {} } = options;
  if (allowDestructive) requireDisposable(deployed);
  const later: Target = outlive === undefined ? deployed : { ...deployed, expired: UNMADE };
  const table = openTable(later, options, sessionPolicy, new Date());
  const promises = table.promises.filter((promised) => isProbed(promised, allowDestructive));
  requireProbed(promises);
  const known = await withKeyPolicy(deployed);
  const target = outlive === undefined ? known : await withExpired(known, outlive);
  const stack = stackName(target, options.stack);
  const { rows: all, ...open } = await allRows(table, target, options);
  const selected = select(stack, all, selection);
  const input: Omit<SuiteInput, "interruption"> = {
    stack,
    rows: selected,
    target,
    promises,
    missingKey: `federation-broker-probe-${randomUUID()}`,
    ...(sessionPolicy === undefined ? {} : { sessionPolicy }),
    ...(options.waitSeconds === undefined ? {} : { waitSeconds: options.waitSeconds }),
  };
  const finished = new Map((await runSuite(input, options)).map(({ place, row }) => [place, row]));
  const rows = selected.map(({ place, row }) => finished.get(place) ?? row);
  const notes = [
    ...sayUnasked(open.unasked, target),
    ...sayUnread(open.unread),
    ...sayDamage({ stack, rows }),
  ];
  return { stack, rows, leftOut: all.length - rows.length, ...open, notes, ...count(rows) };
}

const sayUnread = (actions: readonly string[]): readonly string[] =>
  actions.length === 0
    ? []
    : [
        `Not compared with the stack outputs, because no operator may call: ${[...new Set(actions)].join(", ")}.`,
      ];

/** Runs the rows with vitest; gives the rows that it finished, with their verdicts. */
export async function runSuite(
  input: Omit<SuiteInput, "interruption">,
  { signal, concurrency = 16, waitSeconds = 0, reporters }: SmokeOptions,
): Promise<readonly ReportedRow[]> {
  const interruption = newInterruption();
  const end = () => interrupt(interruption);
  if (signal?.aborted) end();
  signal?.addEventListener("abort", end);
  try {
    return await collectRows(
      {
        reporters,
        maxConcurrency: concurrency,
        // The SDK's own time limits end every call long before.
        testTimeout: 300_000 + waitSeconds * 1000,
        provide: { smoke: { ...input, interruption } },
      },
      (vitest) => vitest.start(),
    );
  } finally {
    signal?.removeEventListener("abort", end);
  }
}
