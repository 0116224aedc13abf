// The file that `pulumi import --file` reads, for the resources that exist and that the state does not know.
import { type Candidate, nameOf } from "./candidates.ts";
import type { StateResource } from "./stack-state.ts";

interface ImportFile {
  /** A name for each URN that the resources refer to. */
  readonly nameTable: Readonly<Record<string, string>>;
  readonly resources: readonly Readonly<Record<string, unknown>>[];
}

/**
 * Resources in the order in which they are to be imported; a component that the state lacks comes before its children.
 *
 * @param known every resource that the state has or the program wants: parents are looked up in it
 */
export function importFile(
  imports: readonly Candidate[],
  state: readonly StateResource[],
  wanted: readonly StateResource[],
): ImportFile {
  const standing = new Set(state.map(({ urn }) => urn));
  const wantedByUrn = new Map(wanted.map((one) => [one.urn, one]));
  const nameTable: Record<string, string> = {};
  const resources = new Map<string, Record<string, unknown>>();
  const parentOf = ({ parent }: StateResource): { parent?: string } => {
    if (isStack(parent) || parent === "") return {};
    const component = wantedByUrn.get(parent);
    if (standing.has(parent) || component === undefined) nameTable[parent] = parent;
    else {
      const { urn, type } = component;
      const entry = { name: urn, logicalName: nameOf(urn), type, component: true, ...parentOf(component) };
      resources.set(urn, entry);
    }
    return { parent };
  };
  for (const { resource, id } of imports) {
    const { urn, type, provider, inputs } = resource;
    const parent = parentOf(resource);
    const providerUrn = provider.slice(0, provider.lastIndexOf("::"));
    if (standing.has(providerUrn)) nameTable[providerUrn] = providerUrn;
    resources.set(urn, {
      name: urn,
      logicalName: nameOf(urn),
      type,
      id,
      // As the lost creation had them. A name read from AWS would not be known as a random one, and the next update
      // would replace the resource by one with another name. The refresh that follows reads everything else.
      inputs,
      outputs: inputs,
      ...parent,
      ...(standing.has(providerUrn) && { provider: providerUrn }),
    });
  }
  return { nameTable, resources: [...resources.values()] };
}

const isStack = (urn: string): boolean => urn.split("::")[2] === "pulumi:pulumi:Stack";
