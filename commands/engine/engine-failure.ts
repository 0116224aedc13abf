// Turns a failure of Pulumi into one sentence that says what to do.
import { UsageError } from "../shared/run-command.ts";

interface Cause {
  readonly pattern: RegExp;
  readonly says: (stack: string) => string;
}

const causes: readonly Cause[] = [
  {
    pattern: /no stack named '.*' found/,
    says: (stack) =>
      `There is no ${stack}: \`npx pulumi stack ls\` shows the stacks of this project; name one with --stack.`,
  },
  {
    pattern: /incorrect passphrase/,
    says: (stack) =>
      `The passphrase is not that of ${stack}: set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to the right one.`,
  },
  {
    pattern: /passphrase must be set/,
    says: (stack) =>
      `The secrets of ${stack} need a passphrase: set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE.`,
  },
  {
    pattern: /must be set for login|not logged in|invalid access token|\[401\]/i,
    says: () =>
      "Pulumi is not logged in: run `npx pulumi login`, or set PULUMI_ACCESS_TOKEN, or PULUMI_BACKEND_URL for a backend of your own.",
  },
  {
    pattern: /currently locked by|Another update is currently in progress/,
    says: (stack) =>
      `An update of ${stack} is in progress: wait until it has ended; if it was killed, run \`npm run recover\`.`,
  },
  {
    pattern: /Minimum version requirement failed|Major version mismatch/,
    says: () =>
      "The Pulumi CLI in the PATH is of another version: run `npx pulumi version`, which installs the right one beside it.",
  },
];

/**
 * Says why the engine refused.
 *
 * @param stack how the message calls the stack: "stack dev"
 */
export function engineFailure(error: unknown, stack: string): UsageError {
  const text = error instanceof Error ? error.message : String(error);
  const cause = causes.find(({ pattern }) => pattern.test(text));
  return new UsageError(cause?.says(stack) ?? `Pulumi could not read ${stack}: ${firstError(text)}`);
}

/** The CLI's own sentence. Only its errors are shown, because the rest may hold secrets. */
function firstError(text: string): string {
  const [, sentence] = /^\s*(?:stderr: )?(?:error: )+(.*)$/m.exec(text) ?? [];
  return sentence?.trim() || "it gave no reason; run `npx pulumi stack` to see it.";
}
