// What AWS checks after the grammar, for each kind of document, in the order in which it answers.

import type { Reading } from "../language/reading.ts";
import type { DocumentSource } from "../language/source.ts";
import type { PolicyKind } from "../policy-document.ts";
import type { DocumentCheck, StatementCheck } from "./check.ts";
import {
  checkActionListed,
  checkActionsApply,
  checkActionsAssume,
  checkActionsForm,
  checkActionsPresent,
} from "./check-actions.ts";
import {
  checkCognitoCondition,
  checkNoPrincipal,
  checkNotPrincipal,
  checkPrincipal,
  checkPrincipalEveryone,
  checkPrincipalTyped,
} from "./check-principals.ts";
import {
  checkNoResource,
  checkResourcesForm,
  checkResourcesPresent,
  checkResourcesText,
} from "./check-resources.ts";
import { checkConditionKeys, checkConditionsApply } from "./check-s3-conditions.ts";
import {
  checkEffectCase,
  checkManagedVersion,
  checkSidCharacters,
  checkSidsUnique,
} from "./check-statements.ts";
import { checkValues } from "./check-values.ts";

const each =
  (...checks: readonly StatementCheck[]): DocumentCheck =>
  (reading, document) => {
    for (const statement of document.statements) {
      for (const check of checks) check(reading, statement, document);
    }
  };

// IAM reads the whole document once for each check.
const IDENTITY: readonly DocumentCheck[] = [
  checkManagedVersion,
  each(checkEffectCase, checkValues),
  checkResourcesForm,
  each(checkSidCharacters),
  checkSidsUnique,
  each(checkActionsPresent),
  each(checkResourcesText),
  each(checkActionsForm),
  each(checkResourcesPresent),
  each(checkNoPrincipal),
];

// S3 makes all checks on one statement after the other.
const BUCKET: readonly DocumentCheck[] = [
  each(
    checkEffectCase,
    checkPrincipal,
    checkNotPrincipal,
    checkActionsPresent,
    checkActionsForm,
    checkResourcesPresent,
    checkResourcesText,
    checkValues,
    checkActionsApply,
    checkConditionKeys,
    checkConditionsApply,
  ),
  checkResourcesForm,
];

const TRUST: readonly DocumentCheck[] = [
  each(
    checkEffectCase,
    checkPrincipal,
    checkPrincipalTyped,
    checkNotPrincipal,
    checkActionsPresent,
    checkActionsAssume,
    checkNoResource,
    checkValues,
    checkCognitoCondition,
  ),
  checkSidsUnique,
];

const ORGANIZATION: readonly DocumentCheck[] = [
  each(checkEffectCase, checkValues, checkSidCharacters, checkActionsPresent, checkActionsForm),
  each(checkResourcesPresent, checkResourcesText),
  checkResourcesForm,
  checkSidsUnique,
];

const CHECKS: Record<PolicyKind, readonly DocumentCheck[]> = {
  identity: IDENTITY,
  boundary: IDENTITY,
  session: IDENTITY,
  resource: BUCKET,
  trust: TRUST,
  scp: [...ORGANIZATION, each(checkNoPrincipal)],
  rcp: [...ORGANIZATION, each(checkPrincipalEveryone, checkActionListed)],
};

/** Throws the PolicyError of the first check that the document fails. */
export function checkDocument(reading: Reading, document: DocumentSource): void {
  for (const check of CHECKS[reading.kind]) check(reading, document);
}
