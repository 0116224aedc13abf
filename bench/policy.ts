// Decisions per second of the policy language, and how long it takes to compile a policy.
// `npm run bench -- policy` prints a table, with `--json` one object a line. A peer is measured too when it is
// installed: `npm install --no-save @cloud-copilot/iam-simulate`.
import { compilation, decisions } from "./policy/ours.ts";
import { peerDecisions } from "./policy/peer.ts";
import type { Row } from "./policy/row.ts";
import { federated, many, small } from "./policy/workloads.ts";

const json = process.argv.includes("--json");

function print(row: Row): void {
  const { name, perSecond, by } = row;
  const label = by === undefined ? name : `${by}: ${name}`;
  console.log(
    json
      ? JSON.stringify(row)
      : `${label.padEnd(72)} ${perSecond.toLocaleString("en").padStart(12)} a second`,
  );
}

for (const workload of [small, many, federated]) print(await decisions(workload));
print(await compilation());
for (const row of await peerDecisions([small, many])) print(row);
