// The answer for an inline policy that a user does not have.
import { AwsError } from "../aws-error.ts";

export function noSuchUserPolicy(name: string): AwsError {
  return new AwsError("NoSuchEntity", `The user policy with name ${name} cannot be found.`);
}
