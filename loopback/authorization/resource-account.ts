// The account that a resource belongs to: this one, but for a KMS key whose ARN names another.
import { arnAccount } from "../../policy/arn.ts";
import type { Account } from "../account.ts";
import type { Requirement } from "../operation.ts";

export const resourceAccount = ({ action, resource }: Requirement, { id }: Account): string =>
  action.startsWith("kms:") ? (arnAccount(resource) ?? id) : id;
