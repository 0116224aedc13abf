// The positions of a document's statements, as the policy simulator gives them.
import { type JsonNode, parseJson, positionOf } from "../../../policy/language/json.ts";

interface Position {
  readonly Line: number;
  readonly Column: number;
}

interface StatementPosition {
  readonly StartPosition: Position;
  readonly EndPosition: Position;
}

/**
 * The position of each statement of a document. As AWS counts, a statement of a list begins right after what is before
 * it (the bracket, or the statement before), one that stands alone after its own opening brace. It ends right after its
 * closing brace. Lines and columns count from 1.
 */
export function statementPositions(document: string): StatementPosition[] {
  const root = parseJson(document);
  const member = root.kind === "object" ? root.members.find(({ key }) => key === "Statement") : undefined;
  if (member === undefined) return [];
  const list = member.value.kind === "array" ? member.value : undefined;
  let start = member.value.offset + 1;
  return (list?.items ?? [member.value]).map((statement) => {
    const end = endOf(document, statement);
    const position = { StartPosition: placeOf(document, start), EndPosition: placeOf(document, end) };
    start = end;
    return position;
  });
}

function placeOf(document: string, offset: number): Position {
  const { line, column } = positionOf(document, offset);
  return { Line: line, Column: column };
}

/** The offset after an object's closing brace; braces within texts do not count. */
function endOf(document: string, { offset }: JsonNode): number {
  const token = /"(?:[^"\\]|\\.)*"|[{}]/gs;
  token.lastIndex = offset;
  let depth = 0;
  for (let found = token.exec(document); found !== null; found = token.exec(document)) {
    if (found[0] === "{") depth += 1;
    if (found[0] === "}") depth -= 1;
    if (depth === 0) return token.lastIndex;
  }
  return document.length;
}
