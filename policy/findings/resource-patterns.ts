// Resources as patterns, part by part: which ARNs a policy's resource and an action's resource type share.
import { overlap, type Pattern, covers as patternCovers, RUN, RUN_WITHIN, readPattern } from "./patterns.ts";

const PARTS = 6;

// A variable is any text.
function readResource(text: string, variables: boolean): readonly Pattern[] {
  const plain = variables ? text.replaceAll(/\$\{[^}]*\}/g, "*") : text;
  return splitParts(plain).map(readPattern);
}

/** Whether a policy's resource names some ARN of the type: `arn:${Partition}:s3:::${BucketName}`. */
export function namesType(resource: string, type: string, variables: boolean): boolean {
  const wanted = splitParts(type).map(readType);
  return readResource(resource, variables).every((part, index) => overlap(part, wanted[index] ?? [RUN]));
}

/** Whether every ARN that `narrow` names is named by `wide`. */
export function coversResource(wide: string, narrow: string): boolean {
  if (wide === narrow) return true;
  const parts = splitParts(narrow).map(readPattern);
  return splitParts(wide).every((part, index) => patternCovers(readPattern(part), parts[index] ?? [RUN]));
}

/** Whether the resource means everything that a service has: then the action's resource is `*`. */
export const namesEverything = (resource: string): boolean => splitParts(resource).at(-1) === "*";

/** The six parts of an ARN in a policy; missing ones are wildcards. */
export function splitParts(text: string): readonly string[] {
  const missing = Math.max(0, PARTS - text.split(":").length);
  const parts = `${text}${":*".repeat(missing)}`.split(":");
  return [...parts.slice(0, PARTS - 1), parts.slice(PARTS - 1).join(":")];
}

// A bucket's name has no slash; what other placeholders may hold is not written down, so they hold anything.
function readType(part: string): Pattern {
  return part.split(/(\$\{[^}]*\})/).flatMap((piece): Pattern => {
    if (piece === "${BucketName}") return [RUN_WITHIN];
    return piece.startsWith("${") ? [RUN] : readPattern(piece);
  });
}
