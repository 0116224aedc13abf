// Who makes a call.
import type { Principal } from "../../policy/authorization-request.ts";
import type { Role } from "../store/role.ts";
import type { AccessKey, User } from "../store/user.ts";
import type { Session } from "./session.ts";

/**
 * `user` is the IAM user that signed, or that made the session; root's calls and roles' have none.
 * `role` is the role of a role session.
 */
export interface Caller {
  readonly principal: Principal;
  readonly user?: User;
  readonly role?: Role;
  readonly session?: Session;
  /** The long-term key, of a user or of root, that signed, without its secret. */
  readonly key?: Omit<AccessKey, "secret">;
  /** `AWS` for a call that was signed with Signature Version 2. */
  readonly signatureVersion?: "AWS";
}
