// The answers that say that a resource does not exist: for a read and a deletion, they are no errors.
import { errorCode } from "./deployment-error.ts";

/** The codes that AWS's provider reads as "does not exist", for every resource. */
const absent = new Set(["NoSuchEntity", "NoSuchBucket", "NotFound", "NoSuchKey"]);

/** Gives a call's answer, or undefined when AWS answers that the resource does not exist, also with these codes. */
export async function unlessAbsent<T>(call: Promise<T>, ...codes: readonly string[]): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    const code = errorCode(error);
    if (code !== undefined && (absent.has(code) || codes.includes(code))) return undefined;
    throw error;
  }
}
