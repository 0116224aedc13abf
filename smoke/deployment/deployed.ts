// What only some deployments have, and some principals need.
import { parseArn } from "../../policy/arn.ts";
import type { Policy } from "../../policy/compiled/policy.ts";
import { parsePolicy } from "../../policy/parse-policy.ts";
import { PolicyError } from "../../policy/policy-error.ts";
import type { Target } from "./target.ts";

/** A managed policy: its ARN, and its document as JSON text. */
export interface ManagedPolicy {
  readonly arn: string;
  readonly document: string;
}

/** A tag of the broker's, and the key under which a session may pass another value for it. */
interface ReplaceableTag {
  readonly own: { readonly key: string; readonly value: string };
  readonly passed: string;
}

/** The permissions boundary that the deployment made for its broker; undefined when it made none. */
export function findBoundary({ broker: { boundaryArn, boundary } }: Target): ManagedPolicy | undefined {
  return boundaryArn === undefined || boundary === undefined
    ? undefined
    : { arn: boundaryArn, document: boundary };
}

/** Prefers a key that differs only in case: a promise asks whether AWS tells the two apart. */
export function findReplaceableTag({
  broker: { tags = {}, sessionTags = [] },
}: Target): ReplaceableTag | undefined {
  const found = Object.entries(tags).flatMap(([key, value]) =>
    sessionTags
      .filter((passed) => passed.toLowerCase() === key.toLowerCase())
      .map((passed) => ({ own: { key, value }, passed })),
  );
  return found.find(({ own, passed }) => own.key !== passed) ?? found[0];
}

/** The first federated user that the bucket's policy grants anything to. */
export const findGrantedName = (target: Target): string | undefined => grants(target)[0]?.name;

/** The first pattern of keys that the bucket's policy grants to that user. */
export function findGrantedKeys(target: Target): string | undefined {
  const [first, ...others] = grants(target);
  const ofFirst = [first, ...others].filter((grant) => grant?.name === first?.name);
  const keys = ofFirst.flatMap((grant) => grant?.resources ?? []).map((arn) => keysOf(arn, target));
  return keys.find((pattern) => pattern !== undefined);
}

interface Grant {
  readonly name: string;
  readonly resources: readonly string[];
}

function grants({ bucket }: Target): readonly Grant[] {
  return allows(bucket.policy).flatMap(({ principal, resource }) =>
    (principal?.named ?? []).flatMap(({ value }) => {
      const [kind, name] = parseArn(value)?.resource.split("/") ?? [];
      const isGrant = kind === "federated-user" && name !== undefined;
      return isGrant ? [{ name, resources: resource?.values ?? [] }] : [];
    }),
  );
}

const keysOf = (arn: string, { bucket }: Target): string | undefined =>
  arn.startsWith(`${bucket.arn}/`) ? arn.slice(bucket.arn.length + 1) : undefined;

// An invalid document is reported where all documents are compiled.
function allows(document: string): Policy["statements"] {
  try {
    return parsePolicy(document, "resource").statements.filter(({ effect }) => effect === "Allow");
  } catch (error) {
    if (error instanceof PolicyError) return [];
    throw error;
  }
}

export const ownBoundary = (target: Target): ManagedPolicy => required(findBoundary(target));
export const replaceableTag = (target: Target): ReplaceableTag => required(findReplaceableTag(target));
export const grantedKeys = (target: Target): string => required(findGrantedKeys(target));
export const grantedName = (target: Target): string => required(findGrantedName(target));

// Promises about what a deployment does not have are not asked.
function required<T>(found: T | undefined): T {
  if (found === undefined) throw new Error("this deployment lacks what the principal needs");
  return found;
}
