// Reads what `npm run why` is asked: who wants to do what, to which resource.
import type { Catalogue } from "../../catalogue/catalogue.ts";
import { parseArn } from "../../policy/arn.ts";
import { perhaps } from "../../policy/findings/nearest.ts";
import { principals } from "../../smoke/principals.ts";
import { UsageError } from "../shared/run-command.ts";

export interface Question {
  readonly principal: string;
  readonly action: string;
  readonly arn: string;
}

/** @throws UsageError for a missing argument, or for a principal, action or resource that cannot exist. */
export async function readQuestion(words: readonly string[], catalogue: Catalogue): Promise<Question> {
  const [principal, action, arn, ...rest] = words;
  if (principal === undefined || action === undefined || arn === undefined || rest.length > 0) {
    throw new UsageError(
      "Say who asks for what: npm run why -- PRINCIPAL ACTION RESOURCE, such as User1 s3:GetObject arn:aws:s3:::bucket/key.",
    );
  }
  if (!Object.hasOwn(principals, principal)) {
    const known = Object.keys(principals).join(", ");
    throw new UsageError(`There is no principal "${principal}": the principals are ${known}.`);
  }
  await requireAction(action, catalogue);
  requireResource(arn);
  return { principal, action, arn };
}

/** The bucket that an ARN of S3 names, alone or before a key; ARNs with an account are access points and jobs. */
export function bucketOf(arn: string): string | undefined {
  const parts = parseArn(arn);
  return parts?.service === "s3" && parts.account === "" ? parts.resource.split("/")[0] : undefined;
}

async function requireAction(action: string, catalogue: Catalogue): Promise<void> {
  const [prefix = ""] = action.split(":");
  if (!/^[\w-]+:[\w-]+$/.test(action)) {
    throw new UsageError(
      `"${action}" is no action: name a service and one of its actions, such as s3:GetObject.`,
    );
  }
  const service = await catalogue.service(prefix);
  if (service === undefined) {
    const hint = perhaps(prefix, catalogue.services()) || "; correct it.";
    throw new UsageError(`No AWS service has the prefix "${prefix}" of ${action}${hint}`);
  }
  if ((await catalogue.action(action)) !== undefined) return;
  const names = service.actions.map(({ name }) => name);
  throw new UsageError(
    `${service.prefix} has no action ${action}${perhaps(action, names) || "; correct it."}`,
  );
}

function requireResource(arn: string): void {
  if (arn === "*") return;
  const parts = parseArn(arn);
  if (parts === undefined) {
    throw new UsageError(
      `"${arn}" is no ARN: give one, such as arn:aws:s3:::bucket/key, or "*" where the action takes no resource.`,
    );
  }
  if (!/^aws(?:-[a-z]+)*$/.test(parts.partition)) {
    throw new UsageError(
      `"${parts.partition}" in ${arn} is no partition of AWS: write aws, aws-cn or aws-us-gov.`,
    );
  }
  if (bucketOf(arn) === "") throw new UsageError(`${arn} names no bucket: write it after the last colon.`);
}
