// Every harmless probe, made by one who may do everything, and every probe at all by one who may do almost nothing,
// against the loopback.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeAll, describe, expect, test } from "vitest";
import { openCatalogue } from "../../../catalogue/open-catalogue.ts";
import { startLoopback } from "../../../loopback/start-loopback.ts";
import type { Observation } from "../../../smoke/answers/observation.ts";
import { classify } from "../../../smoke/answers/outcome.ts";
import { tryProbe } from "../../../smoke/answers/try-probe.ts";
import { type Clients, closeClients, openClients } from "../../../smoke/calls/clients.ts";
import type { PromisedContext } from "../../../smoke/context.ts";
import { type Credentials, readTarget, type Target } from "../../../smoke/deployment/target.ts";
import { predictedOnly } from "../../../smoke/probes/predicted-only.ts";
import type { Probe } from "../../../smoke/probes/probe.ts";
import { probes } from "../../../smoke/probes/probes.ts";
import { type Resource, resources } from "../../../smoke/resources.ts";
import { seed } from "../seed.ts";

const MISSING = "federation-broker-probe-0";

/** What the loopback does not offer, which is another answer than yes or no. */
const NOT_OFFERED = ["s3:RestoreObject"];

/** Nobody needs a permission for these, or the broker has it. */
const THE_BROKER_MAY = [
  ...["s3:ListBucket", "sts:GetCallerIdentity", "sts:GetFederationToken", "sts:GetSessionToken"],
];

const harmless = [...probes.values()].filter(({ destroys }) => destroys === undefined);

interface Made {
  action: string;
  resource: string;
  arn: string;
  observation: Observation;
}

let operators: readonly Made[];
let brokers: readonly Made[];
let before: unknown;
let after: unknown;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "probes-"));
  try {
    const first = await startLoopback({ state: folder });
    const { outputs, operator } = await seed(first);
    await first.close();
    before = contentsOf(folder);
    const second = await startLoopback({ state: folder });
    const target = readTarget(outputs, { endpoint: second.endpoint, operator });
    operators = await makeAll(harmless, target, operator);
    await second.close();
    after = contentsOf(folder);
    const third = await startLoopback({ state: folder });
    const again = readTarget(outputs, { endpoint: third.endpoint });
    brokers = await makeAll([...probes.values()], again, again.broker.credentials);
    await third.close();
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** Every row of every table, except when IAM last saw a key. */
function contentsOf(folder: string): Record<string, readonly unknown[]> {
  const database = new DatabaseSync(join(folder, "loopback.sqlite"), { readOnly: true });
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
  const contents = tables.map(({ name }) => {
    const rows = database.prepare(`SELECT * FROM "${name}"`).all();
    return [name, rows.map((row) => Object.entries(row).filter(([column]) => !column.startsWith("last_")))];
  });
  database.close();
  return Object.fromEntries(contents);
}

async function makeAll(
  all: readonly Probe[],
  target: Target,
  credentials: Credentials,
): Promise<readonly Made[]> {
  const clients = openClients(target, credentials);
  const calls = all.flatMap((probe) =>
    probe.takes.flatMap((kind) =>
      contextsOf(probe).map((context) => make(probe, resourceOf(kind, target), context, clients, target)),
    ),
  );
  try {
    return await Promise.all(calls);
  } finally {
    closeClients(clients);
  }
}

const SAMPLES: Readonly<Record<string, PromisedContext>> = {
  prefix: { prefix: "home/" },
  tags: { tags: { team: "probe" } },
  encryption: { encryption: "AES256" },
};

/** Each context that a promise may choose for a probe, and no context where the probe needs none. */
function contextsOf({ sends = {} }: Probe): readonly (PromisedContext | undefined)[] {
  const chosen = Object.keys(sends).map((name) => SAMPLES[name]);
  return Object.values(sends).includes("must") ? chosen : [undefined, ...chosen];
}

function resourceOf(kind: Resource["kind"], target: Target): [name: string, resource: Resource] {
  for (const [name, locate] of Object.entries(resources)) {
    const resource = locate(target, MISSING);
    if (resource.kind === kind) return [name, resource];
  }
  throw new Error(`no resource is ${kind}`);
}

async function make(
  probe: Probe,
  [resource, located]: [string, Resource],
  context: PromisedContext | undefined,
  clients: Clients,
  target: Target,
): Promise<Made> {
  const result = await tryProbe(probe, clients, located, target, context);
  const observation = classify(probe, result, { temporary: false, identified: true, signed: true });
  return { action: probe.action, resource, arn: located.arn, observation };
}

const told = (made: readonly Made[], outcome: Observation["outcome"]) =>
  made
    .filter(({ observation }) => observation.outcome !== outcome)
    .map(
      ({ action, resource, observation }) =>
        `${action} ${resource}: ${observation.outcome} ${observation.reason}`,
    );

describe("a probe", () => {
  test("is allowed to a caller who may do everything", () => {
    expect(
      told(
        operators.filter(({ action }) => !NOT_OFFERED.includes(action)),
        "allowed",
      ),
    ).toEqual([]);
  });

  test("is harmless, or one of the four that are not", () => {
    expect([...probes.keys()].filter((action) => !harmless.some((one) => one.action === action))).toEqual([
      ...["s3:DeleteBucketWebsite", "s3:PutBucketPublicAccessBlock", "s3:DeleteBucketPolicy"],
      "s3:DeleteBucket",
    ]);
  });

  test("changes nothing, although its caller may do everything", () => {
    expect(after).toEqual(before);
  });

  test("is denied to a caller who may not make it, with the action that it exercises and the resource that it is about", () => {
    const may = [...THE_BROKER_MAY, ...NOT_OFFERED];
    const denied = brokers.filter(({ action }) => !may.includes(action));
    expect(told(denied, "denied")).toEqual([]);
    expect(denied.length).toBeGreaterThan(100);
  });
});

test("every action of S3 and STS has a probe, or stands among those that are only predicted", async () => {
  const catalogue = await openCatalogue();
  const actions = [...(await catalogue.actions("s3:*")), ...(await catalogue.actions("sts:*"))].map(
    ({ name }) => name,
  );
  const ours = [...probes.keys()].filter((action) => !action.startsWith("iam:"));
  expect([...ours, ...predictedOnly.keys()].sort()).toEqual(actions.sort());
});

test("every action of IAM that is probed exists", async () => {
  const actions = (await (await openCatalogue()).actions("iam:*")).map(({ name }) => name);
  const ours = [...probes.keys()].filter((action) => action.startsWith("iam:"));
  expect(ours.filter((action) => !actions.includes(action))).toEqual([]);
});
