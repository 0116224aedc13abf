// The options of npm run loopback, read and judged: each mistake is one sentence.

import { resolve } from "node:path";
import { regions } from "../../loopback/regions.ts";
import type { LoopbackOptions } from "../../loopback/start-loopback.ts";
import { parseArguments } from "../shared/parse-arguments.ts";
import { callersFolder } from "../shared/read-text-file.ts";
import { UsageError } from "../shared/run-command.ts";

const defaultPort = 4566;

const options = {
  port: { type: "string", default: String(defaultPort) },
  "pulumi-port": { type: "string", default: "0" },
  json: { type: "boolean", default: false },
  log: { type: "string", default: "text" },
  state: { type: "string" },
  seed: { type: "string" },
  "iam-delay": { type: "string" },
  rate: { type: "string" },
  account: { type: "string" },
  region: { type: "string" },
  "access-key-id": { type: "string" },
  "secret-access-key": { type: "string" },
} as const;

export interface Options {
  readonly json: boolean;
  readonly log: "text" | "json";
  /** Where the provider for Pulumi's engine listens; 0 takes any free port. */
  readonly pulumiPort: number;
  /** The seed's file. */
  readonly seed?: string;
  readonly loopback: LoopbackOptions & { readonly port: number };
}

/** @throws UsageError for an unknown option or a wrong value. */
export function readLoopbackOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Options {
  const { values } = parseArguments({ args: [...args], options });
  const { log, account, region, seed, rate } = values;
  const delay = values["iam-delay"];
  if (log !== "text" && log !== "json") throw new UsageError(`--log ${log} is unknown: give text or json.`);
  const root = readKey(values["access-key-id"], values["secret-access-key"], environment);
  return {
    json: values.json,
    log,
    pulumiPort: readPort("pulumi-port", values["pulumi-port"]),
    ...(seed !== undefined && { seed }),
    loopback: {
      port: readPort("port", values.port),
      ...(values.state !== undefined && { state: readFolder(values.state) }),
      ...(delay !== undefined && { iamDelay: readDelay(delay) }),
      ...(rate !== undefined && { requestsPerSecond: readRate(rate) }),
      ...(account !== undefined && { accountId: readAccount(account) }),
      ...(region !== undefined && { region: readRegion(region) }),
      ...(root && { root }),
    },
  };
}

function readPort(option: string, text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--${option} ${text} is no port: give a number from 0 (any free port) to 65535.`);
}

function readFolder(text: string): string {
  if (text !== "") return resolve(callersFolder, text);
  throw new UsageError("--state needs the name of a folder.");
}

/** In milliseconds. */
function readDelay(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s|m)$/.exec(text) ?? [];
  const milliseconds = { ms: 1, s: 1000, m: 60_000 }[unit ?? ""];
  if (milliseconds !== undefined) return Number(number) * milliseconds;
  throw new UsageError(`--iam-delay ${text} is no time: give a number with ms, s or m, as in 4s.`);
}

/** Requests per second. */
function readRate(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`--rate ${text} is no number of requests per second: give a whole number above 0.`);
}

function readAccount(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new UsageError(`--account ${text} is no AWS account id: give twelve digits.`);
}

/** China and GovCloud are separate partitions, with other ARNs. */
function readRegion(text: string): string {
  if (regions.has(text)) return text;
  throw new UsageError(`--region ${text} is no region of the partition aws: give one such as eu-central-1.`);
}

/** The secret may be given in the environment, because others can read the arguments of a process. */
function readKey(
  id: string | undefined,
  given: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
) {
  if (id === undefined && given === undefined) return undefined;
  if (id === undefined) throw new UsageError("--secret-access-key needs --access-key-id beside it.");
  const secret = given ?? environment.AWS_SECRET_ACCESS_KEY;
  if (!secret) {
    throw new UsageError(
      "--access-key-id needs its secret: give it in AWS_SECRET_ACCESS_KEY, or with --secret-access-key.",
    );
  }
  if (!/^AKIA[A-Z0-9]{16}$/.test(id))
    throw new UsageError(`--access-key-id ${id} is no access key id: AKIA and 16 capital letters or digits.`);
  if (!/^[A-Za-z0-9/+=]{40}$/.test(secret)) {
    throw new UsageError(
      "The secret access key is malformed: give 40 letters, digits, slashes or plus signs.",
    );
  }
  return { accessKeyId: id, secretAccessKey: secret };
}
