// Watches the options of the resources that a program registers, which Pulumi's stand-in for the engine leaves out.
import type { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";

interface Registration {
  getName(): string;
  getProtect(): boolean;
  getAliasesList(): { getSpec(): { getName(): string } | undefined }[];
}

interface Watched {
  protected: string[];
  aliases: Record<string, string[]>;
}

/** Notes protection and aliases of every resource before it is made. */
export function watchOptions(monitor: MockMonitor, watched: Watched): void {
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request: Registration, callback: unknown) => {
    if (request.getProtect()) watched.protected.push(request.getName());
    const aliases = request.getAliasesList().flatMap((alias) => alias.getSpec()?.getName() || []);
    if (aliases.length > 0) watched.aliases[request.getName()] = aliases;
    return register(request, callback as never);
  };
}
