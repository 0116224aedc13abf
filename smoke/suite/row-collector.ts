// Takes the rows out of vitest's own results, of a run or of several that are merged.
import type { Reporter, SerializedError, TestCase, TestModule } from "vitest/node";
import type { ReportedRow } from "./reported-row.ts";

export class RowCollector implements Reporter {
  readonly rows: ReportedRow[] = [];
  /** A defect of the suite itself: a failure that is not a row's. */
  crash: Error | undefined;

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    for (const module of modules) {
      this.#complain(module.moduleId, module.errors());
      for (const test of module.children.allTests()) this.#take(test);
    }
    this.#complain("the suite", unhandled);
  }

  #take(test: TestCase): void {
    const { reportedRow } = test.meta();
    const errors = test.result().errors ?? [];
    if (reportedRow !== undefined) this.rows.push(reportedRow);
    this.#complain(
      test.name,
      reportedRow === undefined
        ? errors
        : errors.filter(({ name }) => name !== "Broken" && name !== "Inconclusive"),
    );
  }

  #complain(where: string, [error]: readonly SerializedError[]): void {
    if (error !== undefined)
      this.crash ??= new Error(`${where}: ${error.stack ?? error.message}`, { cause: error });
  }
}
