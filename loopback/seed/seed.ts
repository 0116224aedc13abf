// What a seed file may hold: users, groups, roles, managed policies, KMS keys and buckets with objects. When it is applied, the
// loopback's own operations refuse what AWS would refuse.
import { regions } from "../regions.ts";
import { document, list, map, members, oneOf, restricted, type Shape, text, wholeNumber } from "./shapes.ts";

const tags = map(text);
/** Inline policies by name. */
const policies = map(document);
/** ARNs, or names of managed policies of the same seed. */
const attachedPolicies = list(text);

const accessKey = members(
  {
    id: restricted(text, (id) => /^AKIA[A-Z0-9]{16}$/.test(id), "AKIA and 16 capital letters or digits"),
    secret: restricted(
      text,
      (secret) => /^[A-Za-z0-9/+=]{40}$/.test(secret),
      "40 letters, digits, slashes or plus signs",
    ),
  },
  { status: oneOf("Active", "Inactive") },
);

const user = members(
  { name: text },
  {
    ...{ path: text, tags, policies, attachedPolicies, permissionsBoundary: text, groups: list(text) },
    accessKeys: list(accessKey),
  },
);
const group = members({ name: text }, { path: text, policies, attachedPolicies });
const role = members(
  { name: text, trust: document },
  {
    ...{ path: text, description: text, tags, policies, attachedPolicies, permissionsBoundary: text },
    maximumSessionDuration: wholeNumber,
  },
);
const policy = members({ name: text, document }, { path: text, description: text, tags });

const region = restricted(text, (name) => regions.has(name), "a region of the partition aws");
const key = members(
  {
    id: restricted(
      text,
      (id) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id),
      "a UUID in lower case",
    ),
  },
  { description: text, policy: document, tags, aliases: list(text) },
);

const object = restricted(
  members({ key: text }, { text, base64: text, contentType: text, metadata: map(text), tags }),
  ({ text: plain, base64 }) => plain === undefined || base64 === undefined,
  "an object with text or base64, not both",
);
const bucket = members(
  { name: text },
  {
    ...{ region, versioning: oneOf("Enabled", "Suspended"), tags, policy: document, objects: list(object) },
    /** The KMS key of its default encryption: id, ARN or alias. */
    encryption: text,
  },
);

export const seedShape = members(
  {},
  {
    policies: list(policy),
    groups: list(group),
    roles: list(role),
    users: list(user),
    keys: list(key),
    buckets: list(bucket),
  },
);

type TypeOf<One> = One extends Shape<infer Type> ? Type : never;

export type Seed = TypeOf<typeof seedShape>;
export type SeedUser = TypeOf<typeof user>;
export type SeedGroup = TypeOf<typeof group>;
export type SeedRole = TypeOf<typeof role>;
export type SeedPolicy = TypeOf<typeof policy>;
export type SeedKey = TypeOf<typeof key>;
export type SeedBucket = TypeOf<typeof bucket>;
export type SeedObject = TypeOf<typeof object>;
