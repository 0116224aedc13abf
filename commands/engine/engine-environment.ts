// The environment of a rehearsal's engine: nothing of the person's own stacks, logins or AWS keys reaches it.
import { delimiter, dirname } from "node:path";

/** The settings of a throw-away engine. */
interface EngineSettings {
  /** The CLI's path; programs in the same folder are found first. */
  readonly pulumi: string;
  /** The folder that replaces the home directory for the engine's files. */
  readonly home: string;
  /** A folder; the state is kept in it. */
  readonly state: string;
  readonly passphrase: string;
  /** The port of a provider that already runs. */
  readonly providerPort: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Copies everything except the variables of Pulumi and of AWS, which belong to other stacks. */
export function engineEnvironment(settings: EngineSettings, inherited: Environment): Record<string, string> {
  const { pulumi, home, state, passphrase, providerPort } = settings;
  const kept = Object.entries(inherited).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !/^(PULUMI|AWS)_/.test(entry[0]),
  );
  return {
    ...Object.fromEntries(kept),
    PATH: [dirname(pulumi), inherited.PATH ?? ""].join(delimiter),
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: `file://${state}`,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_DEBUG_PROVIDERS: `aws:${providerPort}`,
    // The engine uses the provider above, and must not download AWS's own.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // Without it, the CLI keeps no log of its events.
    PULUMI_DEBUG_COMMANDS: "true",
  };
}
