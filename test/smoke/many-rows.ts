// As many rows as are wanted: every harmless probe on every resource by every principal, again and again, each promised
// as it is predicted, so that every row holds.

import type { Target } from "../../smoke/deployment/target.ts";
import { compileDocuments } from "../../smoke/prediction/documents.ts";
import { predict } from "../../smoke/prediction/predict.ts";
import { probes } from "../../smoke/probes/probes.ts";
import type { Promised } from "../../smoke/promises.ts";
import { resources } from "../../smoke/resources.ts";
import { unfinished } from "../../smoke/results/row-result.ts";
import { present } from "../../smoke/sessions/identity.ts";
import type { ReportedRow } from "../../smoke/suite/reported-row.ts";
import { isThere } from "../../smoke/validation/asked-promises.ts";

export function manyRows(places: number, target: Target): readonly ReportedRow[] {
  const all = everything(target);
  return Array.from({ length: places }, (_, place) => {
    const promised = all[place % all.length];
    if (promised === undefined) throw new Error("there is no probe");
    return { stack: "bench", place, places, leftOut: 0, row: unfinished(promised) };
  });
}

function everything(target: Target): readonly Promised[] {
  const documents = compileDocuments(target, undefined);
  const found: Promised[] = [];
  // A call that needs a context is left out, and one that destroys.
  const plain = [...probes.values()].filter(
    ({ sends = {}, destroys }) => !Object.values(sends).includes("must") && destroys === undefined,
  );
  for (const probe of plain)
    for (const [name, locate] of Object.entries(resources).filter(([one]) => isThere(one, target)))
      for (const principal of present(target)) {
        const resource = locate(target, "missing");
        if (!probe.takes.includes(resource.kind)) continue;
        const { outcome } = predict({ principal }, probe, resource, target, documents, new Date());
        if (outcome === "rejected") continue;
        found.push({ principal, action: probe.action, resource: name, expect: outcome });
      }
  return found;
}
