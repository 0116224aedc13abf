// The tags that a resource gets: the stack's default ones, and its own, which win.
import type { Tags } from "./tags.ts";
import { isUnknown, type unknown } from "./unknown.ts";

export function allTags(defaultTags: Tags, own: unknown): Tags | typeof unknown {
  return isUnknown(own) ? own : { ...defaultTags, ...(own as Tags | undefined) };
}
