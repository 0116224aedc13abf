// The pages of every KMS list: Limit, Marker, NextMarker, Truncated.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeys.html
import { AwsError } from "../aws-error.ts";

interface PageInput {
  readonly Limit?: number | undefined;
  readonly Marker?: string | undefined;
}

export const pageMembers = ["Limit", "Marker"] as const;

interface Page<Item> {
  readonly items: readonly Item[];
  readonly more: { readonly Truncated: boolean; readonly NextMarker?: string };
}

/**
 * The page of `items` that a request asks for; they are in the order of their keys. A marker holds the last key of the
 * page before.
 * @throws AwsError InvalidMarkerException for a marker that no page ended with.
 */
export function pageOf<Item>(
  items: readonly Item[],
  { Limit = 100, Marker }: PageInput,
  keyOf: (item: Item) => string,
): Page<Item> {
  const after = Marker === undefined ? "" : readMarker(Marker);
  const left = items.filter((item) => keyOf(item) > after);
  const page = left.slice(0, Limit);
  const last = left.length > page.length ? page.at(-1) : undefined;
  if (last === undefined) return { items: page, more: { Truncated: false } };
  return { items: page, more: { Truncated: true, NextMarker: markerOf(keyOf(last)) } };
}

const markerOf = (key: string): string => Buffer.from(key).toString("base64url");

function readMarker(marker: string): string {
  const key = Buffer.from(marker, "base64url").toString();
  if (markerOf(key) === marker) return key;
  throw new AwsError("InvalidMarkerException", "The marker is not valid.");
}

/** How long a page may be; AWS's model allows 1000, and its reference less for some lists. */
export const pageConstraints = (max = 1000) => ({ Limit: { min: 1, max }, Marker: { min: 1, max: 1024 } });
