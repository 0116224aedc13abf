// The principals that promises may name, and how each gets its credentials. Edit this table.
import { sessionPolicies } from "../broker/session-policies.ts";
import { grantedName, type ManagedPolicy, ownBoundary, replaceableTag } from "./deployment/deployed.ts";
import type { Need } from "./deployment/needs.ts";
import type { Target } from "./deployment/target.ts";

/** What GetFederationToken is asked for. Without `policy` and `managed` the session can do nothing. */
export interface FederatedSession {
  /** 2 to 32 letters, digits and `_+=,.@-`. */
  readonly name: string;
  /** 900 to 129600. */
  readonly durationSeconds: number;
  /** The session policy as JSON text: one of broker/session-policies.ts, or your own. */
  readonly policy?: string;
  /** Managed policies of the account that serve as session policies, with their documents. */
  readonly managed?: readonly ManagedPolicy[];
  /** Session tags; each replaces the broker's own tag of that name, whatever its case. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** What a principal calls with. */
export type Identity =
  /** The broker's own access key. */
  | { readonly type: "broker" }
  /** A session of GetFederationToken. */
  | { readonly type: "federated user"; readonly session: (target: Target) => FederatedSession }
  /** The broker's own session of GetSessionToken, made without MFA. */
  | { readonly type: "session token"; readonly durationSeconds: number }
  /** The broker's previous access key. */
  | { readonly type: "retired key" }
  /** A session of GetFederationToken whose time is up. */
  | { readonly type: "expired session" }
  /** No credentials: the call is not signed. */
  | { readonly type: "nobody" };

interface PrincipalKind {
  /** The matrix shows it behind the name. */
  readonly about: string;
  readonly identity: Identity;
  /** What a deployment must have for the principal to exist. */
  readonly needs?: Need;
}

const federated = (session: (target: Target) => FederatedSession): Identity => ({
  type: "federated user",
  session,
});

const listBucket = sessionPolicies["list-bucket"];

export const principals: Readonly<Record<string, PrincipalKind>> = {
  broker: { about: "the IAM user that federates", identity: { type: "broker" } },
  User1: {
    about: "federated with a session policy",
    identity: federated(({ bucket: { arn } }) => ({
      name: "User1",
      policy: listBucket(arn),
      durationSeconds: 7200,
    })),
  },
  User1ForAnHour: {
    about: "federated for 3600 seconds with the same session policy",
    identity: federated(({ bucket: { arn } }) => ({
      name: "User1",
      policy: listBucket(arn),
      durationSeconds: 3600,
    })),
  },
  NoPolicy: {
    about: "federated without a session policy",
    identity: federated(() => ({ name: "NoPolicy", durationSeconds: 900 })),
  },
  AllOfS3: {
    about: "federated with a session policy that asks for s3:*",
    identity: federated(() => ({
      name: "AllOfS3",
      policy: sessionPolicies["all-of-s3"](),
      durationSeconds: 900,
    })),
  },
  Managed: {
    about: "federated with the broker's permissions boundary as a managed session policy",
    needs: "a boundary",
    identity: federated((target) => ({
      name: "Managed",
      managed: [ownBoundary(target)],
      durationSeconds: 900,
    })),
  },
  Tagged: {
    about: "federated with a tag that replaces its broker's, and a session policy that requires it",
    needs: "a replaceable tag",
    identity: federated((target) => {
      const { own, passed } = replaceableTag(target);
      const policy = sessionPolicies["list-bucket-if-tagged"](target.bucket.arn, own.key, REPLACED);
      return { name: "Tagged", policy, tags: { [passed]: REPLACED }, durationSeconds: 900 };
    }),
  },
  TaggedOtherwise: {
    about: "federated with that tag, and a session policy that requires its broker's value",
    needs: "a replaceable tag",
    identity: federated((target) => {
      const { own, passed } = replaceableTag(target);
      const policy = sessionPolicies["list-bucket-if-tagged"](target.bucket.arn, own.key, own.value);
      return { name: "Tagged", policy, tags: { [passed]: REPLACED }, durationSeconds: 900 };
    }),
  },
  Granted: {
    about: "federated without a session policy, under a name that the bucket's policy grants to",
    needs: "a grant to a federated user",
    identity: federated((target) => ({ name: grantedName(target), durationSeconds: 900 })),
  },
  testFedUserSession: {
    about: "federated with a session policy that lists all buckets",
    identity: federated(() => ({
      name: "testFedUserSession",
      policy: sessionPolicies["list-all-my-buckets"](),
      durationSeconds: 900,
    })),
  },
  SessionToken: {
    about: "the broker's own session, from GetSessionToken without MFA",
    identity: { type: "session token", durationSeconds: 900 },
  },
  RetiredKey: {
    about: "the broker's previous access key",
    needs: "a retired key",
    identity: { type: "retired key" },
  },
  Expired: {
    about: "a federated session whose time is up",
    needs: "an expired session",
    identity: { type: "expired session" },
  },
  nobody: { about: "calls that are not signed", identity: { type: "nobody" } },
};

const REPLACED = "federation-broker-probe";
