// Tags as AWS's SDKs spell them, and what has to be done so that a resource has others.

export interface Tag {
  readonly Key: string | undefined;
  readonly Value: string | undefined;
}

export type Tags = Readonly<Record<string, string>>;

export const toTags = (tags: Tags = {}): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

export const fromTags = (tags: readonly Tag[] = []): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));

/** The tags to be put and the keys of those to be taken away. */
export function tagChanges(before: Tags = {}, after: Tags = {}) {
  return {
    put: toTags(Object.fromEntries(Object.entries(after).filter(([key, value]) => before[key] !== value))),
    remove: Object.keys(before).filter((key) => after[key] === undefined),
  };
}
