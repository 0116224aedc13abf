// The pages of every IAM list: Marker, MaxItems, IsTruncated.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html
import { AwsError } from "../aws-error.ts";

interface PageInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

interface Page<Item> {
  readonly items: Item[];
  readonly IsTruncated: boolean;
  readonly Marker?: string;
}

/**
 * The page of `items` that a request asks for, in the order of their keys. A marker holds the last key of the page
 * before, so pages stay correct while entries are added and deleted.
 * @throws AwsError ValidationError for a marker that no page ended with.
 */
export function pageOf<Item>(
  items: readonly Item[],
  { Marker, MaxItems = 100 }: PageInput,
  keyOf: (item: Item) => string,
): Page<Item> {
  const after = Marker === undefined ? undefined : readMarker(Marker);
  const keyed = items.map((item) => ({ key: keyOf(item), item }));
  const left = keyed
    .filter(({ key }) => after === undefined || key > after)
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  const page = left.slice(0, MaxItems);
  const last = left.length > MaxItems ? page.at(-1) : undefined;
  return {
    items: page.map(({ item }) => item),
    IsTruncated: last !== undefined,
    ...(last && { Marker: Buffer.from(last.key).toString("base64url") }),
  };
}

/** The same for items that have names: names are ordered without regard to case. */
export const pageByName = <Item extends { readonly name: string }>(
  items: readonly Item[],
  input: PageInput,
): Page<Item> => pageOf(items, input, ({ name }) => name.toLowerCase());

function readMarker(marker: string): string {
  const bytes = Buffer.from(marker, "base64url");
  if (bytes.toString("base64url") === marker) return bytes.toString();
  throw new AwsError("ValidationError", "Invalid Marker.");
}
