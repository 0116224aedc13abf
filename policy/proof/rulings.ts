// What the kind of caller decides whatever the policies say, as formulas: the rules of policy/decision/restrictions.ts.

import type { Principal } from "../authorization-request.ts";
import { rule } from "../decision/restrictions.ts";
import { Asked } from "../request/asked.ts";
import { type AtomTable, RESOURCE } from "./atom-table.ts";
import type { Caller } from "./caller-keys.ts";
import { all, any, FALSE, type Formula, not } from "./formula.ts";
import { languageMatch } from "./match.ts";
import { arnsLike, type Language, literal } from "./texts/language.ts";

/** The actions of STS with rules of their own; every other action of IAM and STS is ruled as one that does not exist. */
export const RULED: readonly string[] = [
  ...["sts:getcalleridentity", "sts:getfederationtoken", "sts:getservicebearertoken", "sts:getsessiontoken"],
  ...["sts:assumerole", "sts:setcontext", "sts:setsourceidentity", "sts:tagsession"],
];

const OTHER = "anotheraction";

interface Rulings {
  /** Allowed whatever the policies say. */
  readonly always: Formula;
  readonly never: Formula;
}

/** What is ruled for a caller about the actions of IAM and STS, of the services that matter. */
export function rulings(table: AtomTable, { principal }: Caller, services: ReadonlySet<string>): Rulings {
  const ruled = (action: string): boolean | undefined => ruledFor(principal)[action];
  const where = (wanted: boolean): Formula => {
    if (!services.has("sts") && !services.has("iam")) return FALSE;
    const single = RULED.filter((action) => ruled(action) === wanted);
    const whole = ["sts", "iam"].filter((service) => ruled(`${service}:${OTHER}`) === wanted);
    return any([
      table.action(single),
      all([table.action(whole.map((service) => `${service}:*`)), not(table.action(RULED))]),
    ]);
  };
  return { always: where(true), never: any([where(false), services.has("iam") ? ownedByAws(table) : FALSE]) };
}

type Ruled = Readonly<Record<string, boolean | undefined>>;

const rulingsFor = new WeakMap<Principal, Ruled>();

/** What is ruled for a caller about each action that stands for others of IAM and STS; undefined for nothing. */
export function ruledFor(principal: Principal): Ruled {
  const known = rulingsFor.get(principal);
  if (known !== undefined) return known;
  const made = Object.fromEntries(
    [...RULED, `sts:${OTHER}`, `iam:${OTHER}`].map((action) => [
      action,
      rule(new Asked({ principal, action, resource: "*" }))?.allowed,
    ]),
  );
  rulingsFor.set(principal, made);
  return made;
}

/** What is ruled alike for every kind of caller. */
export const ruledForAll = (table: AtomTable, services: ReadonlySet<string>): Formula =>
  any([
    services.has("sts") ? table.action(["sts:getcalleridentity", "sts:getsessiontoken"]) : FALSE,
    services.has("iam") ? ownedByAws(table) : FALSE,
  ]);

const ownedByAws = (table: AtomTable): Formula =>
  any(OWNED.map(([writes, resources]) => all([table.action(writes), onResource(table, resources)])));

const beginning = (arn: string): readonly [name: string, Language] => [arn, arnsLike(arn)];

const words = (text: string): readonly string[] =>
  text.split(/\s+/).map((name) => `iam:${name.toLowerCase()}`);

const LINKED = words(
  `AttachRolePolicy CreateRole DeleteRole DeleteRolePermissionsBoundary DeleteRolePolicy DetachRolePolicy
   PutRolePermissionsBoundary PutRolePolicy UpdateAssumeRolePolicy`,
);
const ACCOUNT = "############";

// policy/decision/owned-by-aws.ts
const OWNED: readonly (readonly [writes: readonly string[], resources: readonly [name: string, Language]])[] =
  [
    [
      words(
        "CreatePolicy CreatePolicyVersion DeletePolicy DeletePolicyVersion SetDefaultPolicyVersion TagPolicy UntagPolicy",
      ),
      beginning("arn:+:iam::aws:policy/"),
    ],
    [LINKED, beginning(`arn:+:iam::${ACCOUNT}:role/aws-service-role/`)],
    [
      [...LINKED, ...words("TagRole UntagRole UpdateRole UpdateRoleDescription")],
      beginning(`arn:+:iam::${ACCOUNT}:role/aws-reserved/`),
    ],
  ];

const ROOTS_OWN = ["s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy"];
const LIST_ALL = "s3:listallmybuckets";

/** The actions with rules of their own, in lower case. */
export const TREATED: ReadonlySet<string> = new Set([
  ...[...RULED, ...OWNED.flatMap(([writes]) => writes), ...ROOTS_OWN, LIST_ALL],
]);

const onResource = (table: AtomTable, [name, resources]: readonly [name: string, Language]): Formula =>
  table.own(`resource ${name}`, RESOURCE, languageMatch(resources));

const ON_KEY = beginning("arn:*:kms:*:*:key/");
const ON_ALL: readonly [name: string, Language] = ["*", literal("*")];

/** Requests that are another one in disguise: policy/request/asked.ts reads `*` of this action as every bucket. */
export const disguised = (table: AtomTable): Formula =>
  all([table.action([LIST_ALL]), onResource(table, ON_ALL)]);

/** The keys of KMS, which have a key policy: policy/decision/required-policy.ts. */
export const onKmsKey = (table: AtomTable): Formula =>
  all([table.action(["kms:*"]), onResource(table, ON_KEY)]);

/** What root may do to the policy of a bucket of its account, whatever that says: policy/decision/restrictions.ts. */
export const rootsOwn = (table: AtomTable): Formula => table.action(ROOTS_OWN);
