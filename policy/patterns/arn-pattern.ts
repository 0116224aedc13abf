// ARN patterns: six parts compared one by one, so that a wildcard never crosses a colon before the last part.
import { arnColons } from "../arn.ts";
import { compileGlob, type Glob, globTest, isLiteral, matchGlob, type TextTest } from "./glob.ts";
import type { Piece, Template } from "./template.ts";

const PARTS = 6;

/** The template cut at its first five colons; a colon inside a variable or a literal piece is no cut. */
export function splitArn(template: Template): readonly Template[] {
  let current: Piece[] = [];
  const parts: Template[] = [];
  for (const piece of template) {
    if (piece.kind !== "text") {
      current.push(piece);
      continue;
    }
    let rest = piece.text;
    for (let colon = rest.indexOf(":"); colon !== -1 && parts.length < PARTS - 1; colon = rest.indexOf(":")) {
      current.push({ kind: "text", text: rest.slice(0, colon) });
      parts.push(current);
      current = [];
      rest = rest.slice(colon + 1);
    }
    current.push({ kind: "text", text: rest });
  }
  return [...parts, current];
}

// AWS's own owners of resources, and the one of CloudFront's access identities.
const OWNERS = ["amazon", "aws", "aws-marketplace", "cloudfront"];

/** Whether IAM takes this as the account of an ARN: digits, wildcards, a variable, or one of AWS's own owners. */
export function isAccountPattern(part: Template): boolean {
  const written = part.map((piece) => (piece.kind === "variable" ? "" : piece.text)).join("");
  return /^[\d*?]*$/.test(written) || OWNERS.includes(written);
}

/** Whether a value of an `Arn…` operator can be one: six parts of which the first is `arn`, and the fifth an account. */
export function isArnPattern(template: Template): boolean {
  const parts = splitArn(template);
  const [scheme = []] = parts;
  const isArn = scheme.length === 1 && scheme[0]?.kind === "text" && scheme[0].text === "arn";
  return isArn && parts.length === PARTS && isAccountPattern(parts[4] ?? []);
}

const ANYTHING: Template = [{ kind: "text", text: "*" }];

/**
 * The test of a template without variables. Missing parts are wildcards: `arn:aws:sqs` is `arn:aws:sqs:*:*:*`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function arnTest(template: Template): TextTest {
  const parts = splitArn(template);
  const missing = PARTS - parts.length;
  const complete = [...parts, ...Array<Template>(missing).fill(ANYTHING)];
  const globs = complete.map(compileGlob);
  // A head without wildcards fixes its colons, so one match of the whole text gives the same result.
  const written = parts.slice(0, PARTS - 1).every((part) => part.every(({ kind }) => kind === "text"));
  if (missing === 0 && written && globs.slice(0, PARTS - 1).every(isLiteral)) {
    return globTest(compileGlob(template));
  }
  return (subject) => matchParts(globs, subject);
}

function matchParts(globs: readonly Glob[], subject: string): boolean {
  const colons = arnColons(subject);
  if (colons === undefined) return false;
  for (let index = 0; index < PARTS; index += 1) {
    const glob = globs[index];
    const start = index === 0 ? 0 : (colons[index - 1] ?? 0) + 1;
    if (glob === undefined || !matchGlob(glob, subject, start, colons[index])) return false;
  }
  return true;
}
