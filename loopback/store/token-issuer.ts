// The account as an issuer of web identity tokens: its address, whether it issues any, and the keys that sign them.
import type { Store } from "./store.ts";

export const tokenIssuerTables = `
CREATE TABLE token_issuer (
  only INTEGER PRIMARY KEY CHECK (only = 1), url TEXT NOT NULL, enabled INTEGER NOT NULL,
  rsa TEXT NOT NULL, ec TEXT NOT NULL
) STRICT;
`;

export interface TokenIssuer {
  readonly url: string;
  readonly enabled: boolean;
  /** Private keys in PEM: RSA of 2,048 bits and the curve P-384. */
  readonly rsa: string;
  readonly ec: string;
}

/** Undefined until it is enabled for the first time; from then on address and keys stay. */
export function tokenIssuer(store: Store): TokenIssuer | undefined {
  const row = store.get<Omit<TokenIssuer, "enabled"> & { enabled: number }>(
    "SELECT url, enabled, rsa, ec FROM token_issuer",
  );
  return row && { ...row, enabled: row.enabled === 1 };
}

export function putTokenIssuer(store: Store, { url, enabled, rsa, ec }: TokenIssuer): void {
  store.run("INSERT OR REPLACE INTO token_issuer VALUES (1, ?, ?, ?, ?)", url, Number(enabled), rsa, ec);
}
