// Reads what npm run who-can is asked: a pattern of actions, and one of resources.

import type { Catalogue } from "../../catalogue/catalogue.ts";
import { parseArn } from "../../policy/arn.ts";
import { perhaps } from "../../policy/findings/nearest.ts";
import type { Region } from "../../policy/words/region.ts";
import { UsageError } from "../shared/run-command.ts";

const EVERY = "*";

/** @throws UsageError for an action that AWS does not know, or a resource that is no ARN */
export async function readRegion(
  action = EVERY,
  resource = EVERY,
  catalogue: Catalogue,
): Promise<Region & { resource: object }> {
  if (action !== EVERY) await requireActions(action, catalogue);
  if (resource !== EVERY && parseArn(resource) === undefined) {
    throw new UsageError(`"${resource}" is no ARN: give one, such as 'arn:aws:s3:::bucket/k*', or '*'.`);
  }
  return { action: only(action), resource: only(resource), conditions: [] };
}

const only = (value: string) => ({ negated: false, values: [value] });

async function requireActions(action: string, catalogue: Catalogue): Promise<void> {
  const [prefix = "", name] = action.split(":");
  if (!/^[\w-]+:[\w*?-]+$/.test(action)) {
    throw new UsageError(
      `"${action}" is no action: name a service and its actions, such as s3:GetObject or 's3:Get*'.`,
    );
  }
  if ((await catalogue.service(prefix)) === undefined) {
    const hint = perhaps(prefix, catalogue.services()) || "; correct it.";
    throw new UsageError(`No AWS service has the prefix "${prefix}" of ${action}${hint}`);
  }
  if (name === EVERY || (await catalogue.actions(action)).length > 0) return;
  const names = (await catalogue.actions(`${prefix}:*`)).map((one) => one.name);
  throw new UsageError(`${prefix} has no action ${action}${perhaps(action, names) || "; correct it."}`);
}
