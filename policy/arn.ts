// The only place where ARNs are taken apart and put together.

interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything after the fifth colon: `user/path/name`, `bucket/key`. */
  readonly resource: string;
}

/** The parts of an ARN, or undefined where the text has fewer than six of them. */
export function parseArn(text: string): Arn | undefined {
  const [scheme, partition, service, region, account, ...rest] = text.split(":");
  if (scheme !== "arn" || rest.length === 0) return undefined;
  if (!partition || !service || region === undefined || account === undefined) return undefined;
  return { partition, service, region, account, resource: rest.join(":") };
}

export const formatArn = ({ partition, service, region, account, resource }: Arn): string =>
  `arn:${partition}:${service}:${region}:${account}:${resource}`;

const global = (service: string, account: string, resource: string, partition: string): string =>
  formatArn({ partition, service, region: "", account, resource });

/** `path` begins and ends with a slash, as IAM keeps it; "/" means no path. */
export const userArn = (account: string, path: string, name: string, partition = "aws"): string =>
  global("iam", account, `user${path}${name}`, partition);

export const groupArn = (account: string, path: string, name: string, partition = "aws"): string =>
  global("iam", account, `group${path}${name}`, partition);

export const roleArn = (account: string, path: string, name: string, partition = "aws"): string =>
  global("iam", account, `role${path}${name}`, partition);

/** A managed policy; `account` is "aws" for AWS's own. */
export const policyArn = (account: string, path: string, name: string, partition = "aws"): string =>
  global("iam", account, `policy${path}${name}`, partition);

export const instanceProfileArn = (account: string, path: string, name: string, partition = "aws"): string =>
  global("iam", account, `instance-profile${path}${name}`, partition);

/** `host`: the provider's URL without its scheme. */
export const oidcProviderArn = (account: string, host: string, partition = "aws"): string =>
  global("iam", account, `oidc-provider/${host}`, partition);

export const rootArn = (account: string, partition = "aws"): string =>
  global("iam", account, "root", partition);

export const federatedUserArn = (account: string, name: string, partition = "aws"): string =>
  global("sts", account, `federated-user/${name}`, partition);

export const assumedRoleArn = (account: string, role: string, session: string, partition = "aws"): string =>
  global("sts", account, `assumed-role/${role}/${session}`, partition);

export const bucketArn = (bucket: string, partition = "aws"): string => global("s3", "", bucket, partition);

export const objectArn = (bucket: string, key: string, partition = "aws"): string =>
  global("s3", "", `${bucket}/${key}`, partition);

/** The last part of an ARN's path: the name of a user, a role, a federated user, a session. */
export const arnName = (text: string): string => text.slice(text.lastIndexOf("/") + 1);

const ROOT = /^arn:[^:]+:iam::\d{12}:root$/;

export const isRootArn = (text: string): boolean => text.endsWith(":root") && ROOT.test(text);

const COLON = 58;
const ZERO = 48;
const NINE = 57;

/**
 * Where the five colons between the parts of an ARN are, found without making strings;
 * undefined where there are fewer. The hot path of evaluation uses only this.
 */
export function arnColons(text: string): readonly [number, number, number, number, number] | undefined {
  if (!text.startsWith("arn:")) return undefined;
  const second = text.indexOf(":", 4);
  const third = second === -1 ? -1 : text.indexOf(":", second + 1);
  const fourth = third === -1 ? -1 : text.indexOf(":", third + 1);
  const fifth = fourth === -1 ? -1 : text.indexOf(":", fourth + 1);
  return fifth === -1 ? undefined : [3, second, third, fourth, fifth];
}

/** The twelve-digit account in an ARN, or undefined (S3 buckets and AWS's own policies have none). */
export function arnAccount(text: string): string | undefined {
  let colons = 0;
  let at = 0;
  while (colons < 4 && at < text.length) {
    if (text.charCodeAt(at) === COLON) colons += 1;
    at += 1;
  }
  if (text.charCodeAt(at + 12) !== COLON || !text.startsWith("arn:")) return undefined;
  for (let digit = at; digit < at + 12; digit += 1) {
    const code = text.charCodeAt(digit);
    if (code < ZERO || code > NINE) return undefined;
  }
  return text.slice(at, at + 12);
}

const ACCOUNT_ID = /^\d{12}$/;

const PARTITION = /^aws(?:-cn|-us-gov|-iso(?:-[a-z])?|-eusc)?$/;

export const isPartition = (text: string): boolean => PARTITION.test(text);

export const isAccountId = (text: string): boolean => ACCOUNT_ID.test(text);
