// A line of the loopback's log for a person: who, what, the answer, the decision and the statements that decided.
import type { DecidingStatement, LogLine } from "../../loopback/log-line.ts";

const names: Readonly<Record<DecidingStatement["policy"], string>> = {
  identity: "identity policy",
  permissionsBoundary: "permissions boundary",
  session: "session policy",
  resource: "resource policy",
  serviceControl: "service control policy",
  resourceControl: "resource control policy",
  principal: "principal",
};

/** `TIME PRINCIPAL OPERATION STATUS CODE DECISION by identity policy 1 "own" statement 2 (Sid List) in doubt by RULE` */
export function readableLogLine(line: LogLine): string {
  const { time, principal, operation, status, error, decision, because, inDoubt, reason } = line;
  const by = because && `by ${because.map(statementText).join(" and ")}`;
  const doubt = inDoubt && `in doubt by ${inDoubt.join(" and ")}`;
  return [time, principal, operation, status, error, decision, by, doubt, reason]
    .filter((part) => part !== undefined)
    .join(" ");
}

function statementText({ policy, document, name, statement, sid }: DecidingStatement): string {
  const called = name === undefined ? document : `"${name}"`;
  return `${names[policy]} ${called} statement ${statement}${sid === undefined ? "" : ` (Sid ${sid})`}`;
}
