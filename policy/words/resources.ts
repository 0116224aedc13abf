// The resources of a statement in words: buckets, objects, users, keys … by their names; other ARNs as they are written.

import { isAccountId, parseArn } from "../arn.ts";
import type { Element } from "../policy-document.ts";
import { type Length, listed, said } from "./say.ts";

type Arn = NonNullable<ReturnType<typeof parseArn>>;

/** `any object of bucket reports`, `anything but bucket reports`. A document without resources, a role's trust policy, is about its role. */
export function resourcesInWords(resource: Element | undefined, length: Length = {}): string {
  if (resource === undefined) return "the role itself";
  const { negated, values } = resource;
  const whole = values.some((text) => /^\*+$/.test(text));
  if (whole) return negated ? "nothing" : "anything";
  const words = listed([...new Set(values)].map(arnInWords), negated ? "and" : "or", length);
  return negated ? `anything but ${words}` : words;
}

/** A resource, a pattern of resources or a caller by its ARN: `user federation/broker of account 111122223333`. */
export function arnInWords(text: string): string {
  const arn = parseArn(text);
  if (arn === undefined) return said(text);
  const words = arn.service === "s3" && arn.region === "" && arn.account === "" ? ofS3(arn) : named(arn);
  return words === undefined ? said(text) : `${words}${partitionInWords(arn)}`;
}

const WILD = /[*?]|\$\{/;

// A wildcard before the first slash matches slashes, too: what follows it is then no key of one bucket.
function ofS3({ resource }: Arn): string {
  const slash = resource.indexOf("/");
  const bucket = slash === -1 ? resource : resource.slice(0, slash);
  if (!WILD.test(bucket)) {
    return slash === -1 ? `bucket ${said(bucket)}` : ofBucket(resource.slice(slash + 1), said(bucket));
  }
  if (resource === "*") return "any bucket or object";
  if (resource === "*/*") return "any object of any bucket";
  return `${slash === -1 ? "buckets and objects" : "objects"} ${said(resource)}`;
}

function ofBucket(key: string, bucket: string): string {
  if (/^\*+$/.test(key)) return `any object of bucket ${bucket}`;
  return `${WILD.test(key) ? "objects" : "object"} ${said(key)} of bucket ${bucket}`;
}

/** Resources of an account that people know by name, by service and the first word of their ARN. */
const NOUNS: Readonly<Record<string, string>> = {
  "iam user/": "user",
  "iam role/": "role",
  "iam group/": "group",
  "iam policy/": "managed policy",
  "iam instance-profile/": "instance profile",
  "sts federated-user/": "federated user",
  "sts assumed-role/": "role session",
  "kms key/": "key",
  "kms alias/": "key alias",
};

function named(arn: Arn): string | undefined {
  const { service, region, account, resource } = arn;
  const word = resource.slice(0, resource.indexOf("/") + 1);
  const noun = NOUNS[`${service} ${word}`];
  const isPlain = isAccountId(account) && /^[a-z0-9-]*$/.test(region);
  if (noun === undefined || !isPlain) return undefined;
  const name = resource.slice(word.length);
  const which = /^\*+$/.test(name) ? `any ${noun}` : `${noun}${WILD.test(name) ? "s" : ""} ${said(name)}`;
  return `${which} of account ${account}${region === "" ? "" : ` in ${region}`}`;
}

function partitionInWords({ partition }: Arn): string {
  if (partition === "aws") return "";
  return partition === "*" ? " in any partition" : ` in partition ${said(partition)}`;
}
