// npm run who-can: who may do some or all of some requests, and all that one principal may do, proved for all requests.
import { openCatalogue } from "../catalogue/open-catalogue.ts";
import type { Policy } from "../policy/compiled/policy.ts";
import { perhaps } from "../policy/findings/nearest.ts";
import { parsePolicy } from "../policy/parse-policy.ts";
import { type Holder, heldBy } from "../policy/powers/holder.ts";
import { readKnownActions } from "../policy/proof/known-actions.ts";
import { readTarget } from "../smoke/deployment/target.ts";
import { callersFor } from "../smoke/prediction/concrete-callers.ts";
import { holdersOf } from "../smoke/prediction/holders.ts";
import { parseArguments } from "./shared/parse-arguments.ts";
import { type ExitStatus, runCommand, UsageError } from "./shared/run-command.ts";
import { toWidth } from "./shared/to-width.ts";
import { readSource } from "./smoke/read-source.ts";
import { jsonReportOf } from "./who-can/json-report.ts";
import { type Found, readAccountFile } from "./who-can/read-account-file.ts";
import { readRegion } from "./who-can/read-region.ts";
import { type Answered, reportPowers, reportWho } from "./who-can/report.ts";

const USAGE = "npm run who-can -- ACTION RESOURCE, or npm run who-can -- --principal NAME";

const options = {
  principal: { type: "string" },
  outputs: { type: "string" },
  stack: { type: "string" },
  account: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

type Sources = { outputs?: string; stack?: string; account?: string };

await runCommand(async (): Promise<ExitStatus> => {
  const { values, positionals } = parseArguments({ options, allowPositionals: true });
  const [action, resource, ...more] = positionals;
  const { principal } = values;
  if (more.length > 0 || (principal === undefined && resource === undefined)) {
    throw new UsageError(`Say what is to be done, or who does it: ${USAGE}.`);
  }
  const catalogue = await openCatalogue();
  const region = await readRegion(action, resource, catalogue);
  const holders = chosen(await readHolders(values), principal);
  const answers = await answer(holders, region, catalogue);
  const [first] = answers;
  const report =
    principal !== undefined && first !== undefined ? reportPowers(first) : reportWho(region, answers);
  process.stdout.write(
    values.json ? `${JSON.stringify(jsonReportOf(region, answers), undefined, 2)}\n` : toWidth(report),
  );
  return answers.some(({ held }) => held.unknowns.length > 0) ? 2 : 0;
});

async function readHolders({ outputs, stack, account }: Sources): Promise<readonly Found[]> {
  const named = [outputs, stack, account].filter((one) => one !== undefined);
  if (named.length > 1) throw new UsageError("Give one of --outputs, --stack and --account.");
  if (account !== undefined) return await readAccountFile(account);
  const source = await readSource({
    ...(outputs !== undefined && { outputs }),
    ...(stack !== undefined && { stack }),
  });
  return holdersOf(readTarget(source.outputs));
}

function chosen(holders: readonly Found[], principal: string | undefined): readonly Found[] {
  if (principal === undefined) return holders;
  const found = holders.filter(({ name }) => name === principal);
  if (found.length > 0) return found;
  const names = holders.map(({ name }) => name);
  throw new UsageError(
    `There is no principal "${principal}" here${perhaps(principal, names) || `: the principals are ${names.join(", ")}.`}`,
  );
}

async function answer(
  holders: readonly Found[],
  { action, resource }: Awaited<ReturnType<typeof readRegion>>,
  catalogue: Awaited<ReturnType<typeof openCatalogue>>,
): Promise<Answered[]> {
  const answers: Answered[] = [];
  for (const holder of holders) {
    const { name, about, unread } = holder;
    const known = await readKnownActions(catalogue, policiesOf(holder, action.values));
    const held = heldBy(holder, { action, resource }, { known, callersFor });
    answers.push({
      ...{ name, about },
      held: unread === undefined ? held : { ...held, extent: "unknown", unknowns: [unread] },
    });
  }
  return answers;
}

/** The policies of a holder, and the actions that are asked about, so that the services of all of them are known. */
function policiesOf({ sides }: Holder, actions: readonly string[]): readonly Policy[] {
  const own = sides.flatMap(({ judged: { policies }, within }) => [
    ...[within, policies.permissionsBoundary, policies.resource].filter((policy) => policy !== undefined),
    ...[...(policies.identity ?? []), ...(policies.session ?? [])],
  ]);
  const asked = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: actions, Resource: "*" } };
  return [...new Set(own), parsePolicy(JSON.stringify(asked), "identity")];
}
