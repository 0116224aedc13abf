// The account in the store: what must stay the same for its ARNs, keys and session tokens to hold after a restart.
import type { Store } from "./store.ts";

export const accountTable = `
CREATE TABLE account (
  id TEXT PRIMARY KEY, region TEXT NOT NULL, access_key_id TEXT NOT NULL, secret_access_key TEXT NOT NULL,
  sealing_key BLOB NOT NULL
) STRICT;
`;

export interface StoredAccount {
  readonly id: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sealingKey: Buffer;
}

interface Row {
  id: string;
  region: string;
  access_key_id: string;
  secret_access_key: string;
  sealing_key: Uint8Array;
}

/** The account, or undefined in a store that is new. */
export function storedAccount(store: Store): StoredAccount | undefined {
  const row = store.get<Row>("SELECT * FROM account");
  if (row === undefined) return undefined;
  const { id, region, access_key_id, secret_access_key, sealing_key } = row;
  return {
    ...{ id, region, accessKeyId: access_key_id, secretAccessKey: secret_access_key },
    sealingKey: Buffer.from(sealing_key),
  };
}

/** Keeps the account, and replaces what was kept before. */
export function keepAccount(store: Store, account: StoredAccount): void {
  const { id, region, accessKeyId, secretAccessKey, sealingKey } = account;
  store.run(
    "INSERT OR REPLACE INTO account VALUES (?, ?, ?, ?, ?)",
    ...[id, region, accessKeyId, secretAccessKey, sealingKey],
  );
}
