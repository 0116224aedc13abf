// What takes minutes, or needs programs that npm does not install, runs only when a variable asks for it. Then what is
// missing is a failure.

/** Whether tests are left out, because the variable does not ask for them; says so. */
export function isLeftOut(variable: "REQUIRE_CLIENTS" | "REQUIRE_ENGINE", what: string): boolean {
  if (process.env[variable] === "1") return false;
  console.log(`Not run: ${what}; ${variable}=1 runs them, as .ci/run does.`);
  return true;
}

/** Rows of a table whose kinds other rows cover: they run only where time does not matter. */
export const inFull = <Row>(rows: readonly Row[]): readonly Row[] =>
  isLeftOut("REQUIRE_ENGINE", `${rows.length} more cases of the same kinds`) ? [] : rows;

/** The share of a property's random cases that run: a quarter, and all of them where time does not matter. */
export const shareOfCases = (): number =>
  isLeftOut("REQUIRE_ENGINE", "three of four random cases") ? 1 / 4 : 1;
