// The account that a loopback holds: a new one, or the one in its state.
import { createSecretKey, randomInt } from "node:crypto";
import { type Account, type Credentials, secretAccessKey, timestamp, uniqueId } from "./account.ts";
import { ConfigurationError } from "./configuration-error.ts";
import { randomBytes } from "./random-bytes.ts";
import { regions } from "./regions.ts";
import { openDatabase } from "./store/open-database.ts";
import { tables } from "./store/schema.ts";
import { Store } from "./store/store.ts";
import { keepAccount, type StoredAccount, storedAccount } from "./store/stored-account.ts";
import { accessKey, deleteAccessKey, putAccessKey } from "./store/user.ts";

interface AccountOptions {
  readonly now?: () => Date;
  readonly accountId?: string;
  readonly region?: string;
  readonly root?: Credentials;
  readonly state?: string;
  readonly maximumPages?: number;
}

/** @throws ConfigurationError when the state cannot be used, or belongs to another account or region. */
export function openAccount({ now = () => new Date(), ...options }: AccountOptions): Account {
  const { state, maximumPages } = options;
  const database = openDatabase(tables, {
    ...(state !== undefined && { folder: state }),
    ...(maximumPages !== undefined && { maximumPages }),
  });
  const store = new Store(database);
  try {
    const { id, region, sealingKey, ...root } = remembered(store, options, now);
    const key = createSecretKey(sealingKey);
    return { id, partition: "aws", region, root, store, sealingKey: key, now, random: randomBytes };
  } catch (error) {
    store.close();
    throw error;
  }
}

function remembered(store: Store, options: AccountOptions, now: () => Date): StoredAccount {
  const known = storedAccount(store);
  requireSame("account", known?.id, options.accountId, options.state);
  requireSame("region", known?.region, options.region, options.state);
  const account = { ...(known ?? newAccount(options)), ...options.root };
  if (!regions.has(account.region)) {
    throw new ConfigurationError(
      `${account.region} is no region of the partition aws: give one such as eu-central-1.`,
    );
  }
  keepAccount(store, account);
  if (known === undefined || options.root !== undefined)
    keepRootKey(store, account, known, timestamp({ now }));
  return account;
}

/** Root's first key, or the one that is given in its place. Without one given, what root did to its keys holds. */
function keepRootKey(
  store: Store,
  { id: user, accessKeyId: id, secretAccessKey: secret }: StoredAccount,
  known: StoredAccount | undefined,
  created: number,
): void {
  if (known !== undefined && known.accessKeyId !== id) deleteAccessKey(store, user, known.accessKeyId);
  const kept = accessKey(store, id);
  if (kept?.user === user && kept.secret === secret && kept.status === "Active") return;
  putAccessKey(store, { id, user, secret, status: "Active", created });
}

function newAccount({ accountId, region }: AccountOptions): StoredAccount {
  return {
    id: accountId ?? String(randomInt(100_000_000_000, 1_000_000_000_000)),
    region: region ?? "us-east-1",
    accessKeyId: uniqueId({ random: randomBytes }, "AKIA"),
    secretAccessKey: secretAccessKey({ random: randomBytes }),
    sealingKey: randomBytes(32),
  };
}

/** ARNs contain the account, and buckets have a region, so neither can change. */
function requireSame(name: string, known: string | undefined, given: string | undefined, state = ""): void {
  if (known === undefined || given === undefined || known === given) return;
  throw new ConfigurationError(
    `The state in ${state} is of the ${name} ${known}: leave --${name} ${given} out, or give another folder.`,
  );
}
