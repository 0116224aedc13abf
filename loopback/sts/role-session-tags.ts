// What a session of a role takes from its request and from the session that assumes it: tags and source identity.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_role-chaining
import type { AssumeRoleRequest } from "@aws-sdk/client-sts";
import type { Tags } from "../../policy/authorization-request.ts";
import { requestTags } from "../authorization/request-tags.ts";
import { AwsError } from "../aws-error.ts";
import type { Caller } from "../signature/caller.ts";

interface RoleSessionTags {
  /** The tags of the request. */
  readonly sent: Tags;
  /** The tags of the request and the transitive ones of the calling session. */
  readonly tags: Tags;
  /** The keys of all transitive tags of the new session. */
  readonly transitive: readonly string[];
}

/** @throws AwsError InvalidParameterValue for keys that are doubled, not sent, or inherited. */
export function roleSessionTags(
  { Tags: list, TransitiveTagKeys = [] }: AssumeRoleRequest,
  { session }: Caller,
): RoleSessionTags {
  const sent = requestTags(list, "InvalidParameterValue");
  const keys = new Set(Object.keys(sent).map((key) => key.toLowerCase()));
  if (TransitiveTagKeys.some((key) => !keys.has(key.toLowerCase()))) {
    throw new AwsError(
      "InvalidParameterValue",
      "The specified transitive tag key must be included in the requested tags.",
    );
  }
  const calling = session?.type === "AssumedRole" ? session : { tags: {}, transitive: [] };
  if (calling.transitive.some((key) => keys.has(key.toLowerCase()))) {
    throw new AwsError(
      "InvalidParameterValue",
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  const carried = new Set(calling.transitive.map((key) => key.toLowerCase()));
  const inherited = Object.entries(calling.tags).filter(([key]) => carried.has(key.toLowerCase()));
  return {
    sent,
    tags: { ...Object.fromEntries(inherited), ...sent },
    transitive: [...calling.transitive, ...TransitiveTagKeys],
  };
}

/**
 * The source identity of the new session: once set, it stays in every session of the role chain.
 * @throws AwsError AccessDenied for a source identity that differs from the calling session's.
 */
export function sourceIdentityOf(
  { SourceIdentity }: AssumeRoleRequest,
  { session }: Caller,
): string | undefined {
  const inherited = session?.type === "AssumedRole" ? session.sourceIdentity : undefined;
  if (inherited === undefined || SourceIdentity === undefined || SourceIdentity === inherited) {
    return inherited ?? SourceIdentity;
  }
  throw new AwsError("AccessDenied", "The source identity of the calling session cannot be changed.");
}
