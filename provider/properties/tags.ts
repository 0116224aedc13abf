// Tags in the form of AWS's SDKs, and the changes that give a resource other tags.

export interface Tag {
  readonly Key: string | undefined;
  readonly Value: string | undefined;
}

export type Tags = Readonly<Record<string, string>>;

export const toTags = (tags: Tags = {}): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

export const fromTags = (tags: readonly Tag[] = []): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));

/** The tags to set and the keys of those to remove. */
export function tagChanges(before: Tags = {}, after: Tags = {}) {
  return {
    put: toTags(Object.fromEntries(Object.entries(after).filter(([key, value]) => before[key] !== value))),
    remove: Object.keys(before).filter((key) => after[key] === undefined),
  };
}
