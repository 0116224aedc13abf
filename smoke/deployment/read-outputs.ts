// Reads single stack outputs. An output that is missing, hidden or of another kind is refused by its name.
import { contractVersion, type stackOutputs } from "../../contract/stack-outputs.ts";
import { isRecord } from "../../policy/is-record.ts";
import { ConfigurationError } from "./configuration-error.ts";

/** The outputs by name, as they were read. */
type Read = ReadonlyMap<string, unknown>;

type Outputs = typeof stackOutputs;
type NameOf<Kind> = { [N in keyof Outputs]: Outputs[N]["kind"] extends Kind ? N : never }[keyof Outputs];
export type TextName = NameOf<"text" | "secret">;

/** A deployment has all of them or none. */
export const outsideOutputs = ["outsideBucketName", "outsideBucketArn", "outsideBucketPolicy"] as const;

/** @throws ConfigurationError for outputs of another release, or of another project's stack. */
export function requireContract(outputs: Read): void {
  const version = outputs.get("contractVersion");
  if (version === undefined)
    throw new ConfigurationError(
      'The stack output "contractVersion" is missing: these are not the outputs of a federation-broker stack, or the stack was never deployed; run `pulumi up` and export its outputs again.',
    );
  if (version !== contractVersion)
    throw new ConfigurationError(
      `The stack output "contractVersion" is ${JSON.stringify(version)}, but this suite reads version ${contractVersion}: deploy and probe with the same release.`,
    );
}

/** @throws ConfigurationError */
export function requireText(outputs: Read, name: TextName): string {
  const value = outputs.get(name);
  if (value === undefined || value === null || value === "")
    throw new ConfigurationError(`The stack output "${name}" is missing: deploy this stack again.`);
  if (typeof value !== "string")
    throw new ConfigurationError(`The stack output "${name}" must be a string, but it is ${kindOf(value)}.`);
  // Without --show-secrets, Pulumi prints this in place of every secret.
  if (value === "[secret]")
    throw new ConfigurationError(
      `The stack output "${name}" is hidden: export the outputs again, with --show-secrets.`,
    );
  return value;
}

/** @throws ConfigurationError */
export function requireList(outputs: Read, name: NameOf<"list">): readonly string[] {
  const value = outputs.get(name);
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value;
  throw new ConfigurationError(
    `The stack output "${name}" must be a list of texts: deploy this stack again.`,
  );
}

/** @throws ConfigurationError */
export function requireFlag(outputs: Read, name: NameOf<"flag">): true {
  if (outputs.get(name) === true) return true;
  throw new ConfigurationError(
    `The stack output "${name}" must be true, or left out: deploy this stack again.`,
  );
}

/** @throws ConfigurationError */
export function requireMapping(outputs: Read, name: NameOf<"mapping">): Readonly<Record<string, string>> {
  const value = outputs.get(name);
  const entries = isRecord(value) ? Object.entries(value) : [];
  if (entries.length > 0 && entries.every(isText)) return Object.fromEntries(entries);
  throw new ConfigurationError(
    `The stack output "${name}" must be a mapping of texts: deploy this stack again.`,
  );
}

const isText = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === "string";

// Says what a value is without showing it: it may be a secret.
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
