// The tags that a resource gets: the stack's default ones, and its own, which have priority.
import type { Tags } from "./tags.ts";
import { isUnknown, type unknown } from "./unknown.ts";

export function allTags(defaultTags: Tags, own: unknown): Tags | typeof unknown {
  return isUnknown(own) ? own : { ...defaultTags, ...(own as Tags | undefined) };
}

/** Where a resource's own tags are secret, all of its tags are. */
export function withAllTags(secret: Iterable<string>): ReadonlySet<string> {
  const names = new Set(secret);
  return names.has("tags") ? names.add("tagsAll") : names;
}
