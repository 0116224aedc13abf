// The full name of a stack: backends keep its files by project and name.

export interface StackName {
  readonly project: string;
  readonly stack: string;
}

/**
 * Reads a name as Pulumi's command line takes it: `dev`, `acme/dev` or `acme/broker/dev`.
 *
 * @param project the stack's project, if the name does not say it
 */
export function stackName(name: string, project: string): StackName {
  const parts = name.split("/");
  return { project: parts.length === 3 ? (parts[1] ?? project) : project, stack: parts.at(-1) ?? name };
}
