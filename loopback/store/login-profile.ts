// Console passwords in the store: only whether a user has one, because nothing signs in with it here.
import type { Store } from "./store.ts";

export const loginProfileTables = `
CREATE TABLE login_profiles (
  user TEXT PRIMARY KEY REFERENCES users, created INTEGER NOT NULL, reset_required INTEGER NOT NULL
) STRICT;
`;

export interface LoginProfile {
  /** Epoch milliseconds. */
  readonly created: number;
  readonly resetRequired: boolean;
}

export function loginProfile(store: Store, user: string): LoginProfile | undefined {
  const sql = "SELECT created, reset_required AS resetRequired FROM login_profiles WHERE user = ?";
  const row = store.get<{ created: number; resetRequired: number }>(sql, user);
  return row && { created: row.created, resetRequired: row.resetRequired === 1 };
}

export function putLoginProfile(store: Store, user: string, { created, resetRequired }: LoginProfile): void {
  const sql = "INSERT OR REPLACE INTO login_profiles (user, created, reset_required) VALUES (?, ?, ?)";
  store.run(sql, user, created, Number(resetRequired));
}

export function deleteLoginProfile(store: Store, user: string): void {
  store.run("DELETE FROM login_profiles WHERE user = ?", user);
}
