// Tag, Untag and List…Tags: one row for each kind of resource that takes tags.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
import type { RequestContext, Tags } from "../../../policy/authorization-request.ts";
import { requestTags, type TagCase, tagContext } from "../../authorization/request-tags.ts";
import { AwsError } from "../../aws-error.ts";
import type { AnyOperation, Call, Operation, Requirement } from "../../operation.ts";
import type { Constraint } from "../../wire/constraint.ts";
import { paging, tagKeys, tags } from "../constraints.ts";
import { tagList } from "../entities/tag.ts";
import { pageOf } from "../page.ts";

export interface Taggable {
  /** As in the operations' names: `User` for TagUser. */
  readonly kind: string;
  /** The member of the inputs that names the resource. */
  readonly member: string;
  readonly constraint: Constraint;
  /** Tag keys of users and roles ignore case; those of all other resources do not. */
  readonly keys: TagCase;
  on(action: string, name: string, call: Call, context: RequestContext): Requirement;
  /** @throws AwsError NoSuchEntity when there is no such resource. */
  read(call: Call, name: string): Tags;
  write(call: Call, name: string, tags: Tags): void;
}

/** Tags that one resource may have. */
const quota = 50;

interface Input extends Record<string, unknown> {
  readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[];
  readonly TagKeys?: readonly string[];
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** The three operations for one kind of resource. */
export const taggingOperations = (row: Taggable): Readonly<Record<string, AnyOperation>> => ({
  [`Tag${row.kind}`]: tag(row),
  [`Untag${row.kind}`]: untag(row),
  [`List${row.kind}Tags`]: list(row),
});

const named = ({ member }: Taggable, input: Input): string => String(input[member] ?? "");

const tag = (row: Taggable): Operation<Input, void> => ({
  takes: [row.member, "Tags"],
  constraints: { [row.member]: row.constraint, Tags: tags },

  requires(input, call) {
    const context = tagContext(requestTags(input.Tags, "InvalidInput", row.keys));
    return [row.on(`iam:Tag${row.kind}`, named(row, input), call, context)];
  },

  handle(input, call) {
    const added = requestTags(input.Tags, "InvalidInput", row.keys);
    const kept = without(row, row.read(call, named(row, input)), Object.keys(added));
    if (Object.keys(kept).length + Object.keys(added).length > quota)
      throw new AwsError("LimitExceeded", `Cannot exceed quota for TagsPer${row.kind}: ${quota}`);
    row.write(call, named(row, input), { ...kept, ...added });
  },
});

const untag = (row: Taggable): Operation<Input, void> => ({
  takes: [row.member, "TagKeys"],
  constraints: { [row.member]: row.constraint, TagKeys: tagKeys },
  requires: (input, call) => [
    row.on(`iam:Untag${row.kind}`, named(row, input), call, { "aws:TagKeys": input.TagKeys ?? [] }),
  ],

  /** Keys that the resource does not have are ignored. */
  handle(input, call) {
    const kept = without(row, row.read(call, named(row, input)), input.TagKeys ?? []);
    row.write(call, named(row, input), kept);
  },
});

const list = (row: Taggable): Operation<Input, object> => ({
  takes: [row.member, "Marker", "MaxItems"],
  constraints: { [row.member]: row.constraint, ...paging },
  requires: (input, call) => [row.on(`iam:List${row.kind}Tags`, named(row, input), call, {})],

  handle(input, call) {
    const all = tagList(row.read(call, named(row, input))).sort((one, other) =>
      (one.Key ?? "") < (other.Key ?? "") ? -1 : 1,
    );
    // A key may be longer than a marker, so the marker is an index.
    const places = all.map((entry, place) => ({ entry, place: String(place).padStart(2, "0") }));
    const { items, ...rest } = pageOf(places, input, ({ place }) => place);
    return { Tags: items.map(({ entry }) => entry), ...rest };
  },
});

function without({ keys }: Taggable, tags: Tags, dropped: readonly string[]): Tags {
  const fold = (key: string) => (keys === "exact" ? key : key.toLowerCase());
  const gone = new Set(dropped.map(fold));
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(fold(key))));
}
