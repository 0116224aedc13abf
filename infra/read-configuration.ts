// Reads the configuration of a stack: every option is validated and typed before any resource is made.
import { requireCompatible } from "./compatible-options.ts";
import type { Configuration } from "./configuration.ts";
import { ConfigurationError } from "./configuration-error.ts";
import { type Option, WrongValue } from "./option-kinds.ts";
import { options, region } from "./options.ts";

/**
 * Gives the typed configuration of a stack.
 *
 * @param stackConfiguration every key and value of the stack, as `pulumi.runtime.allConfig()` gives them
 * @param project the name before the colon of the keys that are the program's own
 * @param secretKeys the keys whose values no message may show
 * @throws ConfigurationError for an option that is unknown, holds a wrong value or contradicts another
 */
export function readConfiguration(
  stackConfiguration: Readonly<Record<string, string>>,
  project: string,
  secretKeys: ReadonlySet<string> = new Set(),
): Configuration {
  const values: Record<string, unknown> = Object.fromEntries(
    Object.entries(options).map(([name, { byDefault }]) => [name, byDefault]),
  );
  const given = new Set<string>();
  for (const [key, value] of Object.entries(stackConfiguration)) {
    if (key === "aws:region") readOption(key, region, value, false);
    const [owner, name = ""] = key.split(":", 2);
    if (owner !== project) {
      if (owner !== template) continue;
      throw new ConfigurationError(
        `The option ${key} is of the project ${template}, but this one is called ${project}: write ${name} alone.`,
      );
    }
    if (!isOption(name)) {
      throw new ConfigurationError(
        `There is no option ${key}; the options are ${Object.keys(options).join(", ")}.`,
      );
    }
    values[name] = readOption(key, options[name], value, secretKeys.has(key));
    given.add(name);
  }
  const configuration = values as unknown as Configuration;
  requireCompatible(configuration, given, project);
  return configuration;
}

// The project's name before `pulumi new` changes it: copied examples still have it.
const template = "federation-broker";

const isOption = (name: string): name is keyof typeof options => Object.hasOwn(options, name);

function readOption(key: string, { read, mustBe }: Option<unknown>, value: string, hidden: boolean): unknown {
  try {
    return read(value);
  } catch (error) {
    if (!(error instanceof WrongValue)) throw error;
    if (!hidden && error.detail !== undefined)
      throw new ConfigurationError(`The option ${key} ${error.detail}`);
    const shown = hidden ? "a secret of another form" : JSON.stringify(value);
    throw new ConfigurationError(`The option ${key} is ${shown}, but it must be ${mustBe}.`);
  }
}
