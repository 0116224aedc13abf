// The permission matrix for a person: text from rows, and nothing else.
import Table from "cli-table3";
import { sayContext } from "../smoke/context.ts";
import { principals } from "../smoke/principals.ts";
import { count } from "../smoke/results/count.ts";
import {
  EVERYONE_ELSE,
  EXTERNAL,
  OPERATOR,
  type RowResult,
  type SmokeRow,
} from "../smoke/results/row-result.ts";
import { findings } from "./findings.ts";
import { COLOURS, MARKS, type Paint } from "./paint.ts";

/** From this width on there is room for policy types and reasons. */
const WIDE = 110;

/** The whole matrix, what is wrong below it, and the closing line. `width` is the terminal's, in columns. */
export function matrix(rows: readonly SmokeRow[], width: number, paint: Paint = (_, text) => text): string {
  return [
    table(rows, width, paint),
    ...findings(rows, width, paint),
    ...waited(rows),
    closingLine(rows, paint),
  ].join("\n\n");
}

/** A line about the wait, when there was one. */
function waited(rows: readonly SmokeRow[]): string[] {
  const caughtUp = rows.flatMap((row) => ("caughtUp" in row ? [row.caughtUp] : []))[0];
  if (caughtUp === undefined || caughtUp.milliseconds < NOTICED) return [];
  const seconds = (caughtUp.milliseconds / 1000).toFixed(1);
  return caughtUp.held
    ? [`IAM had caught up with the deployment after ${seconds} s.`]
    : [`IAM had not caught up with the deployment after ${seconds} s (${caughtUp.reason}).`];
}

// In milliseconds. The sentinel's calls take less when nothing is late.
const NOTICED = 1_000;

function table(rows: readonly SmokeRow[], width: number, paint: Paint): string {
  const wide = width >= WIDE;
  const widths = wide ? [24, 18, 16, 16, width - 78] : [24, 18, 9, 9, 13];
  const heads = [
    "  Action",
    "Resource",
    "Expected",
    "Predicted",
    wide ? "Observed, and the reason AWS gave" : "Observed",
  ];
  const grid = new Table({
    // cli-table3 counts the gap behind a column into its width; the last gap is cut off below.
    colWidths: widths.map((columns) => columns + 1),
    wordWrap: true,
    chars: BORDERLESS,
    style: { "padding-left": 0, "padding-right": 1, head: [], border: [] },
  });
  grid.push(heads.map((head) => paint("dim", head)));
  for (const [principal, group] of Map.groupBy(rows, (row) => row.principal)) {
    const about = principals[principal]?.about ?? ABOUT[principal];
    grid.push([""], [{ colSpan: 5, content: `${paint("bold", principal)}${paint("dim", `, ${about}`)}` }]);
    for (const row of group) grid.push(cells(row, wide).map((text) => paintCell(row, text, paint)));
  }
  return grid.toString().replaceAll(/ +$/gm, "");
}

const ABOUT: Readonly<Record<string, string>> = {
  [OPERATOR]: "who reads what is deployed",
  [EXTERNAL]: "whom a bucket's policy lets in",
  [EVERYONE_ELSE]: "the account's other users and roles except its administrators, by their policies",
};

// Findings about everyone else are predictions.
const OF_OTHERS: Readonly<Record<string, string>> = { holds: "denied", "allowed to others": "allowed" };

const paintCell = ({ verdict }: SmokeRow, text: string, paint: Paint): string =>
  verdict === "pass" ? text : paint(COLOURS[verdict], text);

function cells(row: SmokeRow, wide: boolean): string[] {
  const context = sayContext(row.context);
  const about = context === "" ? row.resource : `${row.resource}, ${context}`;
  const first = [`${MARKS[row.verdict]} ${row.action}`, about];
  if (!("prediction" in row)) {
    const asked = row.finding === "not as deployed" ? "differs" : "not probed";
    return [...first, row.expect, OF_OTHERS[row.finding] ?? "", asked];
  }
  const { prediction } = row;
  // If several policies deny, the promised one is shown.
  const by = prediction.deniedBy.find((each) => each === row.by) ?? prediction.by;
  const expected = outcome(row.expect, wide ? row.by : undefined);
  const predicted = outcome(prediction.outcome, wide ? by : undefined);
  return [...first, expected, predicted, answer(row, wide)];
}

function answer(row: SmokeRow, wide: boolean): string {
  if (!("observation" in row)) return "not probed";
  return wide ? observed(row) : row.observation.outcome;
}

// Promises do not say which policy allows, so only a denial names a policy type.
const outcome = (what: string, by: string | undefined): string =>
  what === "denied" && by !== undefined ? `denied: ${SHORT[by] ?? by}` : what;

const SHORT: Readonly<Record<string, string>> = {
  // This kind of principal may never make the call, whatever policies say.
  principal: "always",
  permissionsBoundary: "boundary",
  serviceControl: "SCP",
  resourceControl: "RCP",
  vpcEndpoint: "endpoint",
};

function observed({ action, observation, shows }: RowResult): string {
  // The action stands in the same row.
  const reason = observation.reason.replace(` the ${action} action`, " it");
  if (observation.outcome === "inconclusive") return "inconclusive: see below";
  if (observation.outcome === "rejected") return `rejected: ${observation.code}`;
  if (reason !== "") return `${observation.outcome}: ${reason}`;
  return shows === undefined
    ? observation.outcome
    : `${observation.outcome}, shows ${observation.shows.map(lastPart)}`;
}

// An ARN is too long for a cell, and its account says nothing here.
const lastPart = (shown: string): string => shown.slice(shown.lastIndexOf(":") + 1);

// biome-ignore format: a side a line
const BORDERLESS = {
  top: "", "top-mid": "", "top-left": "", "top-right": "",
  bottom: "", "bottom-mid": "", "bottom-left": "", "bottom-right": "",
  left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "", middle: "",
};

/** Counts promises, permissions that no promise lists, differences from the outputs, and uncontrolled denials. */
export function closingLine(rows: readonly SmokeRow[], paint: Paint = (_, text) => text): string {
  const unlisted = rows.filter(({ finding }) => finding === "listed by no promise");
  const deployed = rows.filter(({ principal }) => principal === OPERATOR);
  const promised = rows.filter((row) => !unlisted.includes(row) && !deployed.includes(row));
  const { pass, fail, inconclusive } = count(promised).counts;
  const different = count(deployed).counts.fail;
  const line = [
    `${promised.length} promises: ${pass} hold, ${fail} broken, ${inconclusive} inconclusive`,
    ...(unlisted.length === 0 ? [] : [`${unlisted.length} permissions that no promise lists`]),
    ...(different === 0 ? [] : [`not as the stack outputs say: ${different}`]),
    ...(different === deployed.length
      ? []
      : [`not compared with the stack outputs: ${deployed.length - different}`]),
  ].join("; ");
  const uncontrolled = rows.filter((row) => "control" in row && row.control === "uncontrolled").length;
  const note =
    uncontrolled === 0 ? "" : ` (${uncontrolled} denials uncontrolled: no operator's credentials were given)`;
  const worst = ({ 0: "pass", 1: "fail", 2: "inconclusive" } as const)[count(rows).exitCode];
  return paint("bold", paint(COLOURS[worst], line)) + note;
}
