// Condition keys in one spelling: the package writes the part that varies in three ways.
import type { ConditionKey } from "./catalogue.ts";

/** `s3:ExistingObjectTag/<key>` and `aws:PrincipalTag/tag-key` are both written with `${TagKey}`. */
export const keyName = (name: string): string => name.replace(/<key>$|(?<=\/)tag-key$/, "${TagKey}");

export const toConditionKey = (
  { key, type }: { readonly key: string; readonly type: string },
  global = false,
): ConditionKey => ({
  name: keyName(key),
  type: type.replace(/^ArrayOf/, ""),
  multivalued: type.startsWith("ArrayOf"),
  global,
});
