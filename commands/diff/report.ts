// What npm run diff prints for a person: each comparison with what it adds (+) and takes away (-), then one line.

import type { Changes } from "../../policy/changes/changes.ts";
import type { TitledChange } from "../../policy/changes/merge.ts";
import { type Region, regionInWords, statementInWords } from "../../policy/words/region.ts";
import { callerInWords, requestInWords } from "../../policy/words/request.ts";
import type { Comparison } from "./compare-documents.ts";
import { relationIn, unknownsIn, widens } from "./verdict.ts";

type Side = "BEFORE" | "AFTER";

/** Who says that access may widen. */
export type Approval =
  | { readonly by: "--allow-widening" }
  | { readonly by: "commit"; readonly reason: string };

export function reportOf(comparisons: readonly Comparison[], approval: Approval | undefined): string {
  const equal = comparisons.filter((one) => relationIn(one) === "equivalent");
  const different = comparisons.filter((one) => !equal.includes(one));
  const entries = [
    ...different.map((one) => [heading(one), ...linesOf(one)].join("\n")),
    ...(equal.length === 0 ? [] : [`proved equal: ${equal.map(({ name }) => name).join(", ")}`]),
  ];
  return `${[...entries, summary(comparisons, approval)].join("\n\n")}\n`;
}

function heading(comparison: Comparison): string {
  const { name, what, lacks, isPart } = comparison;
  const where = lacks === undefined ? "" : `, only in ${lacks === "before" ? "AFTER" : "BEFORE"}`;
  const alone = isPart ? " alone" : "";
  return `${name}, ${what}${where}: ${HEADS[relationIn(comparison)]}${alone}`;
}

const HEADS = {
  equivalent: "proved equal",
  narrower: "narrower",
  wider: "wider",
  incomparable: "wider and narrower",
  unknown: "unknown",
} as const;

function linesOf({ both, unknown }: Comparison): readonly string[] {
  if (both === undefined) return [`  ? ${unknown}`];
  return [...sideOf("+", both.added, "AFTER", "BEFORE"), ...sideOf("-", both.removed, "BEFORE", "AFTER")];
}

function sideOf(sign: "+" | "-", { changes, rest }: Changes, here: Side, there: Side): readonly string[] {
  return [
    ...changes.flatMap((change) => [
      ...sentencesOf(change, here, there).map((sentence) => `  ${sign} ${sentence}`),
      `      such as ${requestInWords(change.witness)}, by ${callerInWords(change.witness.principal)}`,
      ...(change.verdict === "not contained"
        ? []
        : ["      (an action or a key that AWS does not know today)"]),
    ]),
    ...restOf(rest, here, there).map((sentence) => `  ${sign} ${sentence}`),
  ];
}

function restOf({ verdict, why = "" }: Changes["rest"], here: Side, there: Side): readonly string[] {
  const because = /\b[AB]\b/.test(why) ? `${why} (A is ${here}, B is ${there}.)` : why;
  switch (verdict) {
    case "contained":
      return [];
    case "unknown":
      return [`unknown: ${because}`];
    case "contained but for impossible requests":
      return [`nothing that AWS is asked: ${because}`];
    default:
      return ["and more, which is not told apart"];
  }
}

/** What gives one side more than the other has. */
export function sentencesOf(change: TitledChange, here: Side, there: Side): readonly string[] {
  const { cause, regions, document } = change;
  const named = ({ index: statement, sid }: Statement, side: Side): string =>
    `${statementInWords({ statement, ...(sid && { sid }) })} of ${document === undefined ? side : `${document} in ${side}`}`;
  switch (cause.by) {
    case "allow":
      return regions.map((region) => `${named(cause.statement, here)} allows ${inWords(region)}`);
    case "deny":
      return regions.map(
        (region) => `${named(cause.statement, there)} denies ${inWords(region)}, and ${here} not all of it`,
      );
    case "layer":
      return [`${there} has ${LAYERS[cause.policy]} that allows less, and ${here} has none`];
    default:
      return ["who asks is not the same on both sides"];
  }
}

const LAYERS = {
  identity: "identity policies",
  session: "a session policy",
  permissionsBoundary: "a permissions boundary",
  serviceControl: "service control policies",
  resourceControl: "resource control policies",
  resource: "a resource policy",
} as const;

const inWords = (region: Region): string => regionInWords(region, { atMost: 4 });

interface Statement {
  readonly index: number;
  readonly sid?: string;
}

function summary(comparisons: readonly Comparison[], approval: Approval | undefined): string {
  if (comparisons.length === 0) return "No policy differs.";
  const wider = comparisons.filter(widens).length;
  const count = `${comparisons.length} ${comparisons.length === 1 ? "comparison" : "comparisons"}`;
  if (wider === 0) {
    const unknown = comparisons.filter((one) => unknownsIn(one).length > 0).length;
    return `${count}: ${unknown === 0 ? "no access is added" : `${unknown} cannot be told, and the others add no access`}.`;
  }
  if (approval === undefined) {
    return `${count}: access widens, and nobody approves it: write a line "Widens-Access: reason" into the commit message, or give --allow-widening.`;
  }
  return `${count}: access widens, approved by ${approval.by === "commit" ? `the commit message: ${approval.reason}` : approval.by}.`;
}
