// How long a proof takes: all pairs of a kind of the documents in AWS's examples, and the worst patterns that fit into a policy.
import { performance } from "node:perf_hooks";
import { openCatalogue } from "../catalogue/open-catalogue.ts";
import type { Policy } from "../policy/compiled/policy.ts";
import { isDocumentContained } from "../policy/proof/documents.ts";
import { readKnownActions } from "../policy/proof/known-actions.ts";
import { exampleDocuments } from "./proof/example-documents.ts";
import { worstPairs } from "./proof/worst-pairs.ts";

const catalogue = await openCatalogue();

/** In milliseconds. */
async function timed(
  kind: "identity" | "resource",
  a: Policy,
  b: Policy,
): Promise<readonly [number, string]> {
  const known = await readKnownActions(catalogue, [a, b]);
  const start = performance.now();
  const { verdict } = isDocumentContained(kind, a, b, { known });
  return [performance.now() - start, verdict];
}

for (const kind of ["identity", "resource"] as const) {
  const policies = exampleDocuments(kind);
  const times: number[] = [];
  const verdicts = new Map<string, number>();
  for (const a of policies) {
    for (const b of policies) {
      const [time, verdict] = await timed(kind, a, b);
      times.push(time);
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    }
  }
  times.sort((one, other) => one - other);
  const at = (share: number): string => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1);
  console.log(
    `${kind}: ${times.length} pairs of ${policies.length} documents; median ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms`,
  );
  for (const [verdict, count] of verdicts) console.log(`  ${count} ${verdict}`);
}

for (const { name, a, b } of worstPairs([...catalogue.services()].sort())) {
  const [time, verdict] = await timed("identity", a, b);
  console.log(`${name}: ${time.toFixed(0)} ms, ${verdict}`);
}
