// The options of npm run prove, read and judged: each mistake is one sentence.
import { parseArguments } from "../shared/parse-arguments.ts";
import { UsageError } from "../shared/run-command.ts";
import type { Source } from "../smoke/options.ts";

const options = {
  outputs: { type: "string" },
  stack: { type: "string" },
  identity: { type: "string" },
  boundary: { type: "string" },
  session: { type: "string" },
  resource: { type: "string" },
  account: { type: "string" },
  bucket: { type: "string" },
  json: { type: "string" },
} as const;

/** Files of documents that stand alone. */
export interface DocumentFiles {
  readonly identity?: string;
  readonly boundary?: string;
  readonly session?: string;
  readonly resource?: string;
}

export interface ProveOptions {
  readonly source: Source;
  /** Undefined where a deployment is proved. */
  readonly files?: DocumentFiles;
  /** Of documents alone: the account that they are in, and the bucket that the resource policy is attached to. */
  readonly account: string;
  readonly bucket?: string;
  readonly json?: string;
}

/** The account of AWS's examples. */
const ACCOUNT = "111122223333";

/** @throws UsageError for an unknown option or a wrong value. */
export function readProveOptions(args: readonly string[]): ProveOptions {
  const { values } = parseArguments({ args: [...args], options });
  const { outputs, stack, identity, boundary, session, resource, account, bucket, json } = values;
  const files = definedOf({ identity, boundary, session, resource });
  const isAlone = Object.keys(files).length > 0;
  if (outputs !== undefined && stack !== undefined)
    throw new UsageError("Give either --outputs or --stack: each names the stack whose outputs are read.");
  if (isAlone && (outputs ?? stack) !== undefined)
    throw new UsageError(
      "Give either documents or a stack: with --outputs or --stack, its documents are proved.",
    );
  const stray = (["account", "bucket"] as const).find((name) => values[name] !== undefined);
  if (!isAlone && stray !== undefined)
    throw new UsageError(`Leave --${stray} out: it is for documents alone, and a stack's outputs say it.`);
  if (account !== undefined && !/^\d{12}$/.test(account))
    throw new UsageError(`--account ${account} is no account: give the 12 digits of its id.`);
  return {
    source: definedOf({ outputs, stack }),
    ...(isAlone && { files }),
    account: account ?? ACCOUNT,
    ...definedOf({ bucket, json }),
  };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
const definedOf = <T extends object>(all: T): Defined<T> =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Defined<T>;
