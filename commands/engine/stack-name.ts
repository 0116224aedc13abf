// What a stack is called, in full: backends keep its files by project and name.

export interface StackName {
  readonly project: string;
  readonly stack: string;
}

/**
 * Reads a name as Pulumi's command line takes it: `dev`, `acme/dev` or `acme/broker/dev`.
 *
 * @param project whose the stack is, where the name does not say
 */
export function stackName(name: string, project: string): StackName {
  const parts = name.split("/");
  return { project: parts.length === 3 ? (parts[1] ?? project) : project, stack: parts.at(-1) ?? name };
}
