// The probes of IAM.
import { ListUsersCommand } from "@aws-sdk/client-iam";
import type { Probe } from "./probe.ts";

const listUsers: Probe = {
  action: "iam:ListUsers",
  takes: ["users"],
  harmless: "a read of at most one user",
  passes: [],
  async call({ iam }) {
    const answer = await iam.send(new ListUsersCommand({ MaxItems: 1 }));
    return {
      genuine: answer.Users !== undefined,
      shows: answer.Users?.flatMap(({ Arn }) => Arn ?? []) ?? [],
    };
  },
};

export const iamProbes: readonly Probe[] = [listUsers];
