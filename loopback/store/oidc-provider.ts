// The OpenID Connect providers whose tokens the account accepts.
import type { Tags } from "../../policy/authorization-request.ts";
import type { Store } from "./store.ts";

export const oidcProviderTables = `
CREATE TABLE oidc_providers (
  url TEXT PRIMARY KEY, created INTEGER NOT NULL, clients TEXT NOT NULL, thumbprints TEXT NOT NULL,
  tags TEXT NOT NULL DEFAULT '{}'
) STRICT;
`;

export interface OidcProvider {
  /** The issuer's address without its scheme. */
  readonly url: string;
  /** Epoch milliseconds. */
  readonly created: number;
  /** The audiences whose tokens are accepted. */
  readonly clients: readonly string[];
  readonly thumbprints: readonly string[];
  readonly tags: Tags;
}

type Row = Pick<OidcProvider, "url" | "created"> & Record<"clients" | "thumbprints" | "tags", string>;

const fromRow = ({ url, created, clients, thumbprints, tags }: Row): OidcProvider => ({
  ...{ url, created, clients: JSON.parse(clients) },
  ...{ thumbprints: JSON.parse(thumbprints), tags: JSON.parse(tags) },
});

export function oidcProvider(store: Store, url: string): OidcProvider | undefined {
  const row = store.get<Row>("SELECT * FROM oidc_providers WHERE url = ?", url);
  return row && fromRow(row);
}

export function oidcProviders(store: Store): OidcProvider[] {
  return store.all<Row>("SELECT * FROM oidc_providers ORDER BY url").map(fromRow);
}

/** Inserts a provider, or replaces everything except its address. */
export function putOidcProvider(store: Store, provider: OidcProvider): void {
  const { url, created, clients, thumbprints, tags } = provider;
  store.run(
    "INSERT OR REPLACE INTO oidc_providers VALUES (?, ?, ?, ?, ?)",
    ...[url, created, JSON.stringify(clients), JSON.stringify(thumbprints), JSON.stringify(tags)],
  );
}

export function deleteOidcProvider(store: Store, url: string): void {
  store.run("DELETE FROM oidc_providers WHERE url = ?", url);
}
