// The rules for every session of a role: its role's ARN, and its longest duration.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-settings.html
import { parseArn } from "../../policy/arn.ts";
import { AwsError } from "../aws-error.ts";
import type { Role } from "../store/role.ts";

/** The longest duration for a role that a session assumes. */
const chainedDuration = 3600;

/** @throws AwsError ValidationError for a text that is no ARN of a role. */
export function requireRoleArn(text: string): void {
  const arn = parseArn(text);
  if (arn?.service === "iam" && /^role\/./.test(arn.resource)) return;
  throw new AwsError("ValidationError", `${text} is invalid`);
}

/** @throws AwsError ValidationError for more seconds than the role allows. */
export function requireDuration(seconds: number, { maximum }: Role): void {
  if (seconds <= maximum) return;
  throw new AwsError(
    "ValidationError",
    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
  );
}

/**
 * For a role that a session assumes. AWS counts sessions of GetSessionToken too:
 * https://github.com/99designs/aws-vault/pull/240
 * @throws AwsError ValidationError for more than an hour.
 */
export function requireChainedDuration(seconds: number): void {
  if (seconds <= chainedDuration) return;
  throw new AwsError(
    "ValidationError",
    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
  );
}
