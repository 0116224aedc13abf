// The table of rules.
import { arnAccount } from "./arn-account.ts";
import { conflictingConditions } from "./conflicting-conditions.ts";
import { duplicateKeys, duplicateSids } from "./duplicate-names.ts";
import { emptyValues } from "./empty-values.ts";
import { federatedActions, federatedKeys } from "./federated-user.ts";
import type { Rule } from "./finding.ts";
import { forAllValues } from "./for-all-values.ts";
import { invalidAction } from "./invalid-action.ts";
import { invalidConditionKey } from "./invalid-condition-key.ts";
import { multiFactor } from "./multi-factor.ts";
import { multivaluedKey, multivaluedVariable } from "./multivalued-key.ts";
import { operatorType, wildcardWithoutLike } from "./operator-type.ts";
import { pairedKeys } from "./paired-keys.ts";
import { passRole } from "./pass-role.ts";
import { privateAddress } from "./private-address.ts";
import { redundantStatement, redundantValues } from "./redundant.ts";
import { resourceType } from "./resource-type.ts";
import { s3Colon } from "./s3-colon.ts";
import { s3Prefix } from "./s3-prefix.ts";
import { serviceSource } from "./service-source.ts";
import { allowWithNotAction } from "./too-wide.ts";
import { unreadableDate } from "./unreadable-date.ts";
import { unsupportedKey } from "./unsupported-key.ts";
import { missingVersion, variableInOldVersion } from "./version.ts";
import { wildcardPrincipal } from "./wildcard-principal.ts";

export const RULES: readonly Rule[] = [
  missingVersion,
  variableInOldVersion,
  invalidAction,
  invalidConditionKey,
  duplicateKeys,
  arnAccount,
  unreadableDate,
  resourceType,
  conflictingConditions,
  unsupportedKey,
  privateAddress,
  wildcardPrincipal,
  allowWithNotAction,
  passRole,
  serviceSource,
  forAllValues,
  multivaluedKey,
  multivaluedVariable,
  multiFactor,
  pairedKeys,
  s3Colon,
  s3Prefix,
  federatedKeys,
  federatedActions,
  operatorType,
  wildcardWithoutLike,
  duplicateSids,
  redundantValues,
  redundantStatement,
  emptyValues,
];
