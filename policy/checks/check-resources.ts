// Checks of Resource and NotResource, with IAM's texts for each kind of wrong ARN.

import { isPartition } from "../arn.ts";
import { templateReader } from "../language/read-template.ts";
import { refuse } from "../language/reading.ts";
import type { Located } from "../language/source.ts";
import { isAccountPattern, splitArn } from "../patterns/arn-pattern.ts";
import type { Template } from "../patterns/template.ts";
import type { DocumentCheck, StatementCheck } from "./check.ts";

export const checkResourcesPresent: StatementCheck = (reading, { resource, ...statement }) => {
  if (resource !== undefined && resource.values.length > 0) return;
  const detail = "The statement names no resource; add Resource or NotResource.";
  refuse(reading, "resourceMissing", resource ?? statement, detail);
};

export const checkNoResource: StatementCheck = (reading, { resource }) => {
  if (resource === undefined) return;
  refuse(
    reading,
    "resourceForbidden",
    resource,
    "A trust policy is about its role and names no resource; remove it.",
  );
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
export const checkResourcesText: StatementCheck = (reading, { resource }) => {
  for (const value of resource?.values ?? []) {
    const text = resourceFault(value.text, reading.partition);
    if (text !== undefined)
      refuse(reading, "resourceText", value, `${text} It is "${value.text}".`, { text });
  }
};

/** Too few colons, an empty service, no account: IAM's legacy parser fails before other texts. */
export const checkResourcesForm: DocumentCheck = (reading, { version, statements }) => {
  const read = templateReader(reading, version);
  const before: Located[] = [];
  for (const { resource } of statements) {
    const values = resource?.values ?? [];
    before.push(...values);
    for (const value of values) {
      const detail = colonFault(value) ?? accountFault(value, () => read(value));
      if (detail === undefined) continue;
      // A resource with its own text is reported later, with that text.
      if (before.some(({ text }) => resourceFault(text, reading.partition) !== undefined)) return;
      refuse(reading, "resourceForm", value, detail);
    }
  }
};

// What nearly every ARN has: no account, or its number, and no variable before.
const PLAIN_ACCOUNT = /^(?:[^:$]*:){4}(?:\d{12})?:/;

function accountFault({ text }: Located, read: () => Template): string | undefined {
  if (PLAIN_ACCOUNT.test(text)) return undefined;
  const parts = splitArn(read());
  const account = parts.length === 6 ? parts[4] : undefined;
  if (account === undefined || isAccountPattern(account)) return undefined;
  return `"${text}" has no account's number before its last part; write the twelve digits, or a wildcard.`;
}

function colonFault({ text }: Located): string | undefined {
  if (text === "*") return undefined;
  const parts = text.split(":");
  const complete = parts.length >= 6 || !text.includes("::");
  if (complete && parts[2] !== "") return undefined;
  return `"${text}" has too few colons, or no service, for an ARN.`;
}

const IAM_PATHS = [
  "user/",
  "federated-user/",
  "role/",
  "group/",
  "instance-profile/",
  "mfa/",
  "server-certificate/",
  "policy/",
  "sms-mfa/",
  "saml-provider/",
  "oidc-provider/",
  "report/",
  "access-report/",
];

// IAM's sentence about a resource, or undefined where it has none.
function resourceFault(text: string, own: string | undefined): string | undefined {
  if (text === "*") return undefined;
  const [scheme, partition, service, region = "", account = "", ...rest] = text.split(":");
  const notArn = `Resource ${text} must be in ARN format or "*".`;
  if (partition === undefined) return notArn;
  if (
    !(partition === "*" || isPartition(partition)) ||
    (own !== undefined && ![own, "*"].includes(partition))
  ) {
    return partitionFault(partition, text);
  }
  if (scheme !== "arn") return notArn;
  if (service === undefined || /[*?]/.test(service)) {
    return "Resource vendor must be fully qualified and cannot contain regexes.";
  }
  if (rest.length === 0 || (service !== "iam" && region === "" && account === "")) return undefined;
  const path = rest.join(":");
  if (PLACELESS.has(service)) return placeFault({ text, service, region, account, path });
  return service === "iam" ? iamFault(text, region, path) : undefined;
}

// Services whose resources have neither region nor account, and the beginnings of those that have.
const PLACELESS: ReadonlyMap<string, readonly string[]> = new Map([
  ["route53", []],
  [
    "s3",
    ["accesspoint/", "access-grants/", "async-request/", "job/", "storage-lens/", "storage-lens-group/"],
  ],
]);

interface Placed {
  readonly text: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly path: string;
}

// A wildcard may stand for nothing.
function placeFault({ text, service, region, account, path }: Placed): string | undefined {
  const placed = PLACELESS.get(service)?.some((start) => path.startsWith(start) || mayStart(path, start));
  if (placed && account !== "") return undefined;
  if (!/^\**$/.test(region)) return `Resource ${text} can not contain region information.`;
  return /^\**$/.test(account) ? undefined : `Resource ${text} cannot contain an account id.`;
}

function iamFault(text: string, region: string, path: string): string | undefined {
  if (region !== "") return `IAM resource ${text} cannot contain region information.`;
  // AWS's own policies hold these, though its sentence does not list them.
  if (path === "root" || path.startsWith("role-template/")) return undefined;
  if (IAM_PATHS.some((start) => path.startsWith(start) || mayStart(path, start))) return undefined;
  return `IAM resource path must either be "*" or start with ${IAM_PATHS.join(", ")}.`;
}

// IAM shows the ARN that it understood, with a star for every missing part.
function partitionFault(partition: string, text: string): string {
  const [first = "", second, third, ...rest] = text.split(":").slice(2);
  const shown = [
    first === "" && second === undefined ? "*" : first,
    second ?? "*",
    third ?? "*",
    rest.length > 0 ? rest.join(":") : "*",
  ];
  return `Partition "${partition}" is not valid for resource "arn:${partition}:${shown.join(":")}".`;
}

// Whether a path with a wildcard or a variable could still begin like this.
function mayStart(path: string, start: string): boolean {
  const wild = path.search(/[*?$]/);
  return wild !== -1 && start.startsWith(path.slice(0, wild));
}
