// The answer for an access key that a user does not hold.
import { AwsError } from "../../aws-error.ts";

export function noSuchAccessKey(id: string): AwsError {
  return new AwsError("NoSuchEntity", `The Access Key with id ${id} cannot be found.`);
}
