// The holder of a session: its user, root or its role, as they are at this request.
// A session ends when its user or role is deleted, whatever a bucket policy grants to its name. A new user or role of
// the same name has another id, and does not get the old sessions.
import { assumedRoleArn, federatedUserArn, roleArn, rootArn, userArn } from "../../policy/arn.ts";
import type { Tags } from "../../policy/authorization-request.ts";
import type { Account } from "../account.ts";
import { roleWithId } from "../store/role.ts";
import { userWithId } from "../store/user.ts";
import type { Caller } from "./caller.ts";
import type { FederatedSession, RoleSession, Session, UserSession } from "./session.ts";

type Holder = Omit<Caller, "session">;

/** The caller of a session, or undefined when its user or role no longer exists. */
export function sessionHolder(session: Session, account: Account): Holder | undefined {
  if (session.type === "AssumedRole") return roleHolder(session, account);
  const user = session.user === undefined ? undefined : userWithId(account.store, session.user);
  if (session.user !== undefined && user === undefined) return undefined;
  const arn = user === undefined ? rootArn(account.id) : userArn(account.id, user.path, user.name);
  const behind = user && { user };
  const tags = user?.tags ?? {};
  return session.type === "FederatedUser"
    ? { principal: federated(session, arn, tags, account), ...behind }
    : { principal: ofUser(session, arn, tags), ...behind };
}

const federated = ({ name, tags }: FederatedSession, user: string, userTags: Tags, { id }: Account) => ({
  type: "FederatedUser" as const,
  arn: federatedUserArn(id, name),
  user,
  tags: overridden(userTags, tags),
});

const ofUser = ({ mfa }: UserSession, arn: string, tags: Tags) => ({
  type: "SessionToken" as const,
  ...{ arn, mfa, tags },
});

function roleHolder({ role: id, name, tags }: RoleSession, account: Account): Holder | undefined {
  const role = roleWithId(account.store, id);
  return (
    role && {
      role,
      principal: {
        type: "AssumedRole",
        arn: assumedRoleArn(account.id, role.name, name),
        role: roleArn(account.id, role.path, role.name),
        tags: overridden(role.tags, tags),
      },
    }
  );
}

/** A session tag replaces the user's or the role's tag of the same key, whatever its case. */
function overridden(own: Tags, session: Tags): Tags {
  const replaced = new Set(Object.keys(session).map((key) => key.toLowerCase()));
  const kept = Object.entries(own).filter(([key]) => !replaced.has(key.toLowerCase()));
  return { ...Object.fromEntries(kept), ...session };
}
