// What a kind of caller may always or never do, and what nobody may, regardless of the policies.
import type { Asked } from "../request/asked.ts";
import { ownedByAws } from "./owned-by-aws.ts";

interface Ruling {
  readonly allowed: boolean;
  /** The end of the sentence that AWS would write: "because …". */
  readonly reason: string;
  /** AWS's whole sentence, where it has one of its own. */
  readonly sentence?: string;
}

const ALWAYS: Ruling = { allowed: true, reason: "because no permission is needed for it" };

const never = (reason: string, sentence?: string): Ruling => ({
  allowed: false,
  reason,
  ...(sentence !== undefined && { sentence }),
});

// Permissions that AssumeRole needs; they are not operations.
const ASKED_BY_ASSUME_ROLE = ["sts:tagsession", "sts:setsourceidentity", "sts:setcontext"];
const SESSION_TOKEN_STS = new Set(["sts:assumerole", ...ASKED_BY_ASSUME_ROLE]);

// A permission that other services need; it is not an operation.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_bearer.html
const BEARER_TOKEN = "sts:getservicebearertoken";
const LONG_TERM_ONLY = new Map([
  ["sts:getfederationtoken", "GetFederationToken"],
  ["sts:getsessiontoken", "GetSessionToken"],
]);

/**
 * The ruling on this caller and action, or undefined where the policies decide.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_request.html (comparison of the STS operations)
 */
export function rule(asked: Asked): Ruling | undefined {
  if (asked.service !== "iam" && asked.service !== "sts") return undefined;
  const owned = ownedByAws(asked.action, asked.resource);
  return (
    ruleCaller(asked) ?? (owned === undefined ? undefined : never(`because only AWS may change ${owned}`))
  );
}

function ruleCaller(asked: Asked): Ruling | undefined {
  const { action, root, request } = asked;
  const { principal } = request;
  if (action === BEARER_TOKEN) return undefined;
  if (action === "sts:getcalleridentity") return principal.type === "Anonymous" ? undefined : ALWAYS;
  switch (principal.type) {
    case "FederatedUser":
      return neverFederated(asked);
    case "SessionToken":
      return ruleSessionToken(asked, principal.mfa);
    case "AssumedRole":
      return neverWithSession(action);
    case "Root":
    case "User":
      if (action === "sts:getsessiontoken") return ALWAYS;
      return root ? neverRoot(action) : undefined;
    default:
      return undefined;
  }
}

function neverFederated({ action, service }: Asked): Ruling {
  if (service === "iam") return never("because a session made by GetFederationToken cannot call IAM");
  return (
    neverWithSession(action) ??
    never("because a session made by GetFederationToken can call no STS operation but GetCallerIdentity")
  );
}

function ruleSessionToken({ action, service, root }: Asked, mfa: boolean): Ruling | undefined {
  if (service === "iam") {
    return mfa ? undefined : never("because a session made by GetSessionToken without MFA cannot call IAM");
  }
  if (SESSION_TOKEN_STS.has(action)) return root ? neverRoot(action) : undefined;
  return (
    neverWithSession(action) ??
    never(
      "because a session made by GetSessionToken can call no STS operation but AssumeRole and GetCallerIdentity",
    )
  );
}

function neverWithSession(action: string): Ruling | undefined {
  const operation = LONG_TERM_ONLY.get(action);
  if (operation === undefined) return undefined;
  const reason = `because ${operation} takes no session credentials`;
  return never(reason, `Cannot call ${operation} with session credentials`);
}

// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
function neverRoot(action: string): Ruling | undefined {
  if (action !== "sts:assumerole") return undefined;
  return never("because root assumes no role", "Roles may not be assumed by root accounts.");
}

// Otherwise nobody could repair a bucket policy that denies everyone.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
const ROOTS_OWN = new Set(["s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy"]);

/** What the root of a bucket's own account may do even if the bucket's policy denies it. */
export const isRootsOwn = ({ root, account, resourceAccount, action }: Asked): boolean =>
  root && account === resourceAccount && ROOTS_OWN.has(action);
