// On which resources the closed world asks about an action.
import type { Policy } from "../../policy/compiled/policy.ts";
import type { Target } from "../deployment/target.ts";
import type { Resource } from "../resources.ts";
import { NAME } from "./representatives.ts";

export interface Forms {
  /** The forms of the ARNs that an action takes, `arn:${Partition}:s3:::${BucketName}`; empty if it takes only `*`. */
  arnForms(action: string): Promise<readonly string[]>;
}

interface Asking {
  /** The resources of the deployment, and those that its documents name. */
  readonly everything: readonly Resource[];
  /** The policies that could allow the action. */
  readonly policies: readonly Policy[];
  readonly target: Target;
}

/**
 * An action that takes no resource is asked on "*"; any other action, on the resources that have one of its forms. Where
 * none has, or a statement may take in all but those, it is asked on an example of each form, too.
 */
export async function resourcesFor(
  action: string,
  { everything, policies, target }: Asking,
  { arnForms }: Forms,
): Promise<readonly Resource[]> {
  const forms = await arnForms(action);
  if (forms.length === 0) return everything.filter(({ arn }) => arn === "*");
  const patterns = forms.map(formOf);
  const fitting = everything.filter(({ arn }) => patterns.some((pattern) => pattern.test(arn)));
  const examples =
    fitting.length === 0 || allowsAllBut(policies, action)
      ? forms.map((form) => exampleOf(form, target))
      : [];
  return [...fitting, ...examples];
}

/** Whether some statement allows an action on all resources but those it names. */
const allowsAllBut = (policies: readonly Policy[], action: string): boolean =>
  policies.some(({ select }) =>
    select(action.toLowerCase()).allows.some(({ resource }) => resource?.negated === true),
  );

function exampleOf(form: string, { partition, region, accountId }: Target): Resource {
  const known: Readonly<Record<string, string>> = {
    Partition: partition,
    Region: region,
    Account: accountId,
  };
  const arn = form.replaceAll(/\$\{([^}]*)\}/g, (_, name: string) => known[name] ?? NAME);
  return { kind: "object", arn, name: arn };
}

/** The ARNs that a form matches. A variable matches no slash, except the last variable of a form with slashes. */
function formOf(form: string): RegExp {
  const parts = form.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^$()|[\]\\]/g, "\\$&"));
  const name = form.split(":").slice(5).join(":");
  const last = name.includes("/") ? ".+" : "[^/]+";
  const head = parts.slice(0, -1);
  return new RegExp(`^${head.join("[^/]*?")}${head.length > 0 ? last : ""}${parts.at(-1)}$`);
}
