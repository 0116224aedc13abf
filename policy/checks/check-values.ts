// Checks that variables and condition values can be read.
import { compileConditions } from "../compiled/compile-conditions.ts";
import { templateReader } from "../language/read-template.ts";
import type { StatementCheck } from "./check.ts";

/** Whether every variable and every condition value can be read at all. */
export const checkValues: StatementCheck = (reading, source, { version }) => {
  const read = templateReader(reading, version);
  source.resource?.values.forEach(read);
  compileConditions(reading, source.conditions, read);
};
