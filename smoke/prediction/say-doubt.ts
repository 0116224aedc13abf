// A doubt in words: what AWS's pages leave open, where a decision turns on it.
import { READINGS, type ReadingName } from "../../policy/decision/readings.ts";

/** One sentence with what is open. */
export const sayDoubt = (rules: readonly ReadingName[]): string =>
  `AWS's pages leave open ${rules.map((rule) => READINGS[rule].question).join(", and ")}.`;
