// The answers that say that there is nothing, which a reader expects and a deletion welcomes.
import { errorCode } from "./deployment-error.ts";

/** What AWS's provider takes for an answer that the resource is not there, whatever it is. */
const absent = new Set(["NoSuchEntity", "NoSuchBucket", "NotFound", "NoSuchKey"]);

/** Gives what a call answers, or undefined when AWS answers that there is nothing: with one of these codes, too. */
export async function unlessAbsent<T>(call: Promise<T>, ...codes: readonly string[]): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    const code = errorCode(error);
    if (code !== undefined && (absent.has(code) || codes.includes(code))) return undefined;
    throw error;
  }
}
