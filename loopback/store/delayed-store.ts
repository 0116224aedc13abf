// The store as clients of IAM see it when changes become visible late, as on AWS: IAM's tables lag behind, all
// others do not. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { iamTables } from "./schema.ts";
import { Store } from "./store.ts";

interface Change {
  /** Epoch milliseconds. */
  readonly due: number;
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

const names = [...iamTables.matchAll(/CREATE TABLE (\w+)/g)].map(([, name = ""]) => name);
const touches = new RegExp(`\\b(?:FROM|JOIN|INTO|UPDATE)\\s+(?:${names.join("|")})\\b`, "i");

/** Reads IAM's tables from a copy that repeats every change when it is due; the rest goes to the store itself. */
export class DelayedStore extends Store {
  readonly #behind: Store;
  readonly #delay: number;
  readonly #now: () => number;
  readonly #delayed = new Map<string, boolean>();
  #changes: Change[] = [];

  /** `delay` in milliseconds. */
  constructor(store: Store, delay: number, now: () => number) {
    const copy = new DatabaseSync(":memory:");
    copy.exec(iamTables);
    super(copy);
    this.#behind = store;
    this.#delay = delay;
    this.#now = now;
    this.#copyTables();
    store.watch((sql, values) => {
      if (this.#isDelayed(sql)) this.#changes.push({ due: this.#now() + this.#delay, sql, values });
    });
  }

  override get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#isDelayed(sql) ? this.#upToDate().#get(sql, values) : this.#behind.get(sql, ...values);
  }

  override all<Row>(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    return this.#isDelayed(sql) ? this.#upToDate().#all(sql, values) : this.#behind.all(sql, ...values);
  }

  override run(sql: string, ...values: SQLInputValue[]): number {
    return this.#behind.run(sql, ...values);
  }

  override transaction<Result>(work: () => Result): Result {
    return this.#behind.transaction(work);
  }

  override unit<Result>(work: () => Result): Result {
    return this.#behind.unit(work);
  }

  /** Makes every change visible now. */
  settle(): void {
    this.#repeat(this.#changes.splice(0));
  }

  #get<Row>(sql: string, values: readonly SQLInputValue[]): Row | undefined {
    return super.get(sql, ...values);
  }

  #all<Row>(sql: string, values: readonly SQLInputValue[]): readonly Row[] {
    return super.all(sql, ...values);
  }

  #isDelayed(sql: string): boolean {
    const known = this.#delayed.get(sql);
    if (known !== undefined) return known;
    const delayed = touches.test(sql);
    this.#delayed.set(sql, delayed);
    return delayed;
  }

  #upToDate(): this {
    const now = this.#now();
    const first = this.#changes.findIndex(({ due }) => due > now);
    if (first !== 0) this.#repeat(this.#changes.splice(0, first === -1 ? this.#changes.length : first));
    return this;
  }

  #repeat(changes: readonly Change[]): void {
    for (const { sql, values } of changes) super.run(sql, ...values);
  }

  /** Tables are made after those that they refer to, so that this order keeps every reference. */
  #copyTables(): void {
    // Some are made with rows in them.
    for (const name of names.toReversed()) super.run(`DELETE FROM ${name}`);
    for (const name of names) {
      for (const row of this.#behind.all<Record<string, SQLInputValue>>(`SELECT * FROM ${name}`)) {
        const values = Object.values(row);
        super.run(`INSERT INTO ${name} VALUES (${values.map(() => "?").join(", ")})`, ...values);
      }
    }
  }
}
