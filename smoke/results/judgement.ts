// The judgement on a promise: its verdict, the finding behind it, and a sentence for a person.

export type Verdict = "pass" | "fail" | "inconclusive";

export type Finding =
  | "holds"
  | "wrongly allowed"
  | "wrongly denied"
  | "denied by another policy"
  | "wrongly accepted"
  | "listed by no promise"
  | "not as deployed"
  | "allowed to others"
  | "predicted otherwise"
  | "in doubt"
  | "rejected otherwise"
  | "not shown"
  | "not as predicted"
  | "control failed"
  | "credentials rejected"
  | "not caught up"
  | "nothing learnt"
  | "not probed";

export interface Judgement {
  verdict: Verdict;
  finding: Finding;
  /** One sentence, for a person. */
  explanation: string;
}

export const broken = (finding: Finding, explanation: string): Judgement => ({
  verdict: "fail",
  finding,
  explanation,
});

export const inconclusive = (finding: Finding, explanation: string): Judgement => ({
  verdict: "inconclusive",
  finding,
  explanation,
});

/** As a sentence of its own: a capital at the front, one full stop at the end. */
export const sentence = (text: string): string => capital(/[.!?]$/.test(text) ? text : `${text}.`);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
