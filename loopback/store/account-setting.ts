// The account's own settings in the store: its alias, its password policy and the like, by name.
import type { Store } from "./store.ts";

export const accountSettingTables = `
CREATE TABLE account_settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;

type AccountSetting = "alias" | "passwordPolicy" | "globalEndpointTokenVersion" | "credentialReport";

export function accountSetting(store: Store, name: AccountSetting): string | undefined {
  return store.get<{ value: string }>("SELECT value FROM account_settings WHERE name = ?", name)?.value;
}

export function putAccountSetting(store: Store, name: AccountSetting, value: string): void {
  store.run("INSERT OR REPLACE INTO account_settings (name, value) VALUES (?, ?)", name, value);
}

/** True when there was one. */
export function deleteAccountSetting(store: Store, name: AccountSetting): boolean {
  return store.run("DELETE FROM account_settings WHERE name = ?", name) === 1;
}
