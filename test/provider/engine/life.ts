// Runs the life of one resource on a loopback, as a row of a table says: every expectation is a literal of the row.
import { expect } from "vitest";
import { connect } from "../../../provider/aws/clients.ts";
import { differences } from "../../../provider/lifecycle/differences.ts";
import {
  createResource,
  deleteResource,
  readResource,
  updateResource,
} from "../../../provider/lifecycle/lifecycle.ts";
import type { Properties } from "../../../provider/properties/properties.ts";
import { resourceTypeOf } from "../../../provider/types/resource-types.ts";
import type { Sandbox } from "../../loopback/clients.ts";

/** One resource type, once. `ACCOUNT` within texts stands for the loopback's account. */
export interface Life {
  readonly type: string;
  readonly inputs: Properties;
  readonly id: unknown;
  /** The state after the creation, and of every reading after it. */
  readonly state: Properties;
  /** Other inputs, and what they change: `path kind`, with `replaces` behind it. */
  readonly next?: {
    readonly inputs: Properties;
    readonly changes: readonly string[];
    readonly state?: Properties;
  };
  /** Whether something is still there after a deletion. */
  readonly remains?: Properties;
}

export async function live(sandbox: Sandbox, life: Life): Promise<void> {
  const { endpoint, region, accountId } = sandbox.loopback;
  const clients = connect({ endpoint, region, credentials: sandbox.root, defaultTags: { stack: "test" } });
  const { type: name, inputs, id, state, next, remains } = filled(life, accountId) as Life;
  const type = resourceTypeOf(name);
  const created = await createResource(type, clients, inputs);
  expect(created).toEqual({ id, state });
  expect(await readResource(type, clients, created)).toEqual(state);
  expect(differences(type, clients, created.state, inputs)).toEqual([]);
  let last = created;
  if (next !== undefined) {
    const found = differences(type, clients, created.state, next.inputs);
    expect(
      found.map(({ path, kind, replaces }) => `${path} ${kind}${replaces ? " replaces" : ""}`).toSorted(),
    ).toEqual(next.changes.toSorted());
    if (next.state !== undefined) {
      const changed = new Set(found.map(({ path }) => path.split(/[.[]/)[0] ?? ""));
      last = { id: created.id, state: await updateResource(type, clients, created, next.inputs, changed) };
      expect(last.state).toEqual(next.state);
      expect(await readResource(type, clients, last)).toEqual(next.state);
      expect(differences(type, clients, last.state, next.inputs)).toEqual([]);
    }
  }
  await deleteResource(type, clients, last);
  expect(await readResource(type, clients, last)).toEqual(remains);
  await deleteResource(type, clients, last);
  clients.destroy();
}

/** The row with the account's number, and with a matcher for each pattern. */
function filled(value: unknown, account: string): unknown {
  if (value instanceof RegExp) return expect.stringMatching(value);
  if (typeof value === "string") return value.replaceAll("ACCOUNT", account);
  if (Array.isArray(value)) return value.map((inner) => filled(inner, account));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner, account)]));
}
