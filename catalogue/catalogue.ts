// What AWS defines for its services: actions, the resources they take, the condition keys they fill in.

export type AccessLevel = "List" | "Read" | "Write" | "Tagging" | "Permissions management";

/** A kind of resource that an action takes. */
interface ActionResource {
  readonly name: string;
  /** As AWS writes it: `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. */
  readonly arn: string;
  /** Whether every request for the action names such a resource. */
  readonly required: boolean;
}

export interface Action {
  /** With its service, in AWS's spelling: `s3:ListBucket`. */
  readonly name: string;
  readonly accessLevel: AccessLevel;
  /** Empty for an action that is only ever asked for on `*`; a type whose ARN has two forms is there twice. */
  readonly resourceTypes: readonly ActionResource[];
  /** Of the action and of the resources that it takes. A tag's key reads `${TagKey}`. */
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
}

export interface ResourceType {
  readonly name: string;
  readonly arn: string;
  readonly conditionKeys: readonly string[];
}

export interface ConditionKey {
  /** In AWS's spelling; a part that varies reads `${TagKey}`. */
  readonly name: string;
  /** String, ARN, Bool, Numeric, Date, IPAddress, Binary. */
  readonly type: string;
  /** Whether a request may bring several values; AWS then writes the type with ArrayOf. */
  readonly multivalued: boolean;
  /** Whether it is filled in for actions of any service, or belongs to the caller's session. */
  readonly global: boolean;
}

export interface Service {
  /** What stands before the colon of its actions, in lower case. */
  readonly prefix: string;
  readonly name: string;
  readonly actions: readonly Action[];
  /** A type whose ARN has two forms is there twice. */
  readonly resourceTypes: readonly ResourceType[];
  readonly conditionKeys: readonly ConditionKey[];
}

/** Everything is found by name in any case; what AWS does not know is undefined, or an empty list. */
export interface Catalogue {
  /** The prefixes of all services. */
  services(): readonly string[];
  service(prefix: string): Promise<Service | undefined>;
  /** The names of all actions: `s3:ListBucket`. */
  actionNames(): Promise<readonly string[]>;
  /** `s3:ListBucket` */
  action(name: string): Promise<Action | undefined>;
  /** The actions that a pattern takes in: `s3:Get*`, `*`. */
  actions(pattern: string): Promise<readonly Action[]>;
  /** A type whose ARN has two forms is found by its first. */
  resourceType(service: string, name: string): Promise<ResourceType | undefined>;
  /** The key as a policy names it: `s3:prefix`, `aws:PrincipalTag/team`. */
  conditionKey(name: string): Promise<ConditionKey | undefined>;
  globalConditionKeys(): readonly ConditionKey[];
  /** Those of all services and the global ones; a key of several services is there several times. */
  conditionKeys(): Promise<readonly ConditionKey[]>;
}
