// A line on a terminal that says how far a run has come.
import { clearLine, cursorTo } from "node:readline";
import type { Reporter, TestCase, TestModule } from "vitest/node";
import type { SmokeRow } from "../smoke/results/row-result.ts";

/** A vitest reporter that writes over its own line, and takes it away at the end. */
export function progressLine(screen: NodeJS.WritableStream): Reporter {
  const counts: Record<SmokeRow["verdict"], number> = { pass: 0, fail: 0, inconclusive: 0 };
  let all = 0;
  const show = (line: string) => {
    cursorTo(screen, 0);
    clearLine(screen, 0);
    screen.write(line);
  };
  const progress = () => {
    const { pass, fail, inconclusive } = counts;
    show(
      `${pass + fail + inconclusive} of ${all} probed: ${pass} hold, ${fail} broken, ${inconclusive} inconclusive`,
    );
  };
  return {
    onTestModuleCollected(module: TestModule) {
      all = [...module.children.allTests()].length;
      progress();
    },
    onTestCaseResult(test: TestCase) {
      const { reportedRow } = test.meta();
      if (reportedRow !== undefined) counts[reportedRow.row.verdict] += 1;
      progress();
    },
    onTestRunEnd: () => show(""),
  };
}
