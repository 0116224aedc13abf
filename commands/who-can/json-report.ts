// What npm run who-can --json prints.

import { type Region, wordsOf } from "../../policy/words/region.ts";
import type { Answered } from "./report.ts";

export const jsonReportOf = (region: Region, answers: readonly Answered[]): object => ({
  asked: wordsOf(region),
  principals: answers.map(({ name, about, held: { extent, powers, cuts, always, unknowns } }) => ({
    ...{ name, about, extent },
    powers: powers.map(({ region: one, by, callers, answer: { verdict, witness } }) => ({
      ...{ ...wordsOf(one), by, callers, verdict },
      ...(witness !== undefined && { witness }),
    })),
    cuts: cuts.map(({ by, region: one }) => ({ ...wordsOf(one), by })),
    ...(always.length > 0 && { always }),
    ...(unknowns.length > 0 && { unknowns }),
  })),
});
