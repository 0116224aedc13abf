// What the findings need to know about AWS: the part of the catalogue that the caller passes in.

export interface CatalogueAction {
  /** With its service, in AWS's spelling: `s3:ListBucket`. */
  readonly name: string;
  /** Empty for an action whose resource is always `*`. */
  readonly resourceTypes: readonly { readonly name: string; readonly arn: string }[];
  readonly conditionKeys: readonly string[];
}

export interface CatalogueKey {
  /** In AWS's spelling; a part that varies reads `${TagKey}`. */
  readonly name: string;
  /** String, ARN, Bool, Numeric, Date, IPAddress, Binary. */
  readonly type: string;
  readonly multivalued: boolean;
  /** Whether actions of any service may have it. */
  readonly global: boolean;
}

export interface CatalogueService {
  /** In lower case. */
  readonly prefix: string;
  readonly actions: readonly CatalogueAction[];
  readonly conditionKeys: readonly CatalogueKey[];
}

/** Finds by name in any case; undefined for a name that AWS does not know. */
export interface Catalogue {
  services(): readonly string[];
  service(prefix: string): Promise<CatalogueService | undefined>;
  conditionKey(name: string): Promise<CatalogueKey | undefined>;
  globalConditionKeys(): readonly CatalogueKey[];
}
