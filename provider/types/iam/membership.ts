// Memberships in groups, added and removed one after the other.
import { AddUserToGroupCommand, type IAMClient, RemoveUserFromGroupCommand } from "@aws-sdk/client-iam";
import { unlessAbsent } from "../../errors/absent.ts";
import { HalfDone } from "../../lifecycle/half-done.ts";
import type { Created } from "../../lifecycle/resource-type.ts";

export interface Membership {
  readonly GroupName: string;
  readonly UserName: string;
}

/** @throws HalfDone with the result of `made` for the changes so far */
export async function addMemberships(
  iam: IAMClient,
  memberships: readonly Membership[],
  made: (count: number) => Created,
): Promise<void> {
  for (const [index, membership] of memberships.entries()) {
    try {
      await iam.send(new AddUserToGroupCommand(membership));
    } catch (error) {
      throw new HalfDone(made(index), error);
    }
  }
}

/** Ends those that are no longer wanted, then adds those that are new. */
export async function changeMemberships(
  iam: IAMClient,
  before: readonly Membership[],
  wanted: readonly Membership[],
): Promise<void> {
  await endMemberships(iam, without(before, wanted));
  for (const membership of without(wanted, before)) await iam.send(new AddUserToGroupCommand(membership));
}

export async function endMemberships(iam: IAMClient, memberships: readonly Membership[]): Promise<void> {
  for (const membership of memberships) {
    await unlessAbsent(iam.send(new RemoveUserFromGroupCommand(membership)));
  }
}

const without = (some: readonly Membership[], others: readonly Membership[]): Membership[] =>
  some.filter(
    ({ GroupName, UserName }) =>
      !others.some((other) => other.GroupName === GroupName && other.UserName === UserName),
  );
