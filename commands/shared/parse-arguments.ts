// The arguments of a command, as node:util reads them, each option at most once.
import { type ParseArgsConfig, parseArgs } from "node:util";
import { UsageError } from "./run-command.ts";

/** @throws what parseArgs throws, and UsageError for an option that is there twice: only the last would count. */
export function parseArguments<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  const { tokens = [] } = parseArgs({ ...config, tokens: true });
  const names = tokens.flatMap((token) => (token.kind === "option" ? [token.name] : []));
  const twice = names.find(
    (name, index) => names.indexOf(name) < index && config.options?.[name]?.multiple !== true,
  );
  if (twice !== undefined) throw new UsageError(`--${twice} is there twice: give it once.`);
  return parseArgs(config);
}
