// Values that act as headers but are sent elsewhere: in the query of a presigned URL, or in the fields of a form.
import { AwsError } from "../aws-error.ts";

/**
 * The value, if a header could have carried it.
 * @throws AwsError InvalidArgument.
 */
export function headerValue(name: string, value: string): string {
  const token = /^[\w!#$%&'*+.^`|~-]+$/.test(name);
  if (token && !/(?!\t)\p{Cc}/u.test(value)) return value;
  throw new AwsError("InvalidArgument", "A parameter or field stands for a header that could not be sent.", {
    ArgumentName: name,
    ArgumentValue: value,
  });
}
