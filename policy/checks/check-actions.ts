// Checks of Action and NotAction.

import { type Reading, refuse } from "../language/reading.ts";
import type { Located } from "../language/source.ts";
import { compilePattern } from "../patterns/compile-pattern.ts";
import type { StatementCheck } from "./check.ts";
import { S3_ACTION_LEVELS } from "./s3-action-levels.ts";

export const checkActionsPresent: StatementCheck = (reading, { action, ...statement }) => {
  if (action !== undefined && action.values.length > 0) return;
  refuse(
    reading,
    "actionMissing",
    action ?? statement,
    "The statement names no action; add Action or NotAction.",
  );
};

/** `service:Name` or `*`. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
export const checkActionsForm: StatementCheck = (reading, { action }) => {
  for (const value of action?.values ?? []) checkActionForm(reading, value);
};

// The whole of AWS's actions, in the two ways of writing it.
const EVERY_ACTION = ["*", "*:*"];

function checkActionForm(reading: Reading, value: Located): void {
  const [vendor = "", name, ...more] = value.text.split(":");
  if (EVERY_ACTION.includes(value.text)) return;
  if (name === undefined) {
    const detail = `"${value.text}" needs its service before it, as in "s3:GetObject".`;
    refuse(reading, "actionVendor", value, detail);
  }
  if (more.length > 0) refuse(reading, "actionColons", value, `"${value.text}" has more than one colon.`);
  if (/[*?]/.test(vendor)) {
    const detail = `"${value.text}" has a wildcard in its service; name the service, and use wildcards behind the colon only.`;
    refuse(reading, "actionVendorWildcard", value, detail);
  }
  if (/^[A-Za-z0-9.-]+$/.test(vendor)) return;
  const detail = `"${vendor}" is no service prefix; it has letters, digits, "-" and "." only.`;
  refuse(reading, "actionVendorName", value, detail, { subject: vendor });
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html */
export const checkActionListed: StatementCheck = (reading, { action }) => {
  if (!action?.negated) return;
  const detail = "A resource control policy takes no NotAction; list the actions in Action.";
  refuse(reading, "notActionForbidden", action, detail);
};

const ASSUMING = new Set([
  ...["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"],
  ...["sts:SetContext", "sts:SetSourceIdentity", "sts:TagSession"],
]);

/** A role's trust policy is about assuming it; IAM takes these actions only as they are written here. */
export const checkActionsAssume: StatementCheck = (reading, { action }) => {
  for (const value of action?.values ?? []) {
    if (ASSUMING.has(value.text)) continue;
    const detail = `A trust policy takes only ${[...ASSUMING].join(", ")}, in this spelling, not "${value.text}".`;
    refuse(reading, "actionNotAssume", value, detail);
  }
};

/**
 * S3 refuses an action on buckets where only objects are named, and the reverse.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-bucket-user-policy-specifying-resource.html
 */
export const checkActionsApply: StatementCheck = (reading, { action, resource }) => {
  if (action === undefined || action.negated || resource === undefined || resource.negated) return;
  // Access points have other levels.
  if (!resource.values.every(({ text }) => text === "*" || BUCKET_OR_OBJECT.test(text))) return;
  const buckets = resource.values.some(({ text }) => !text.includes("/"));
  const objects = resource.values.some(({ text }) => text.includes("/") || text.includes("*"));
  for (const value of action.values) {
    const levels = levelsOf(value);
    const fits = levels.some((level) => (level === "bucket" ? buckets : objects));
    if (levels.length === 0 || fits) continue;
    const detail = `"${value.text}" acts on ${levels[0]}s, and the statement names none.`;
    refuse(reading, "actionApplies", value, detail);
  }
};

const BUCKET_OR_OBJECT = /^arn:[^:]*:s3:::/;

// What the action, or any action that matches the pattern, acts on; unknown for other services.
function levelsOf({ text }: Located): readonly string[] {
  const takes = compilePattern(text.toLowerCase());
  return S3_ACTION_LEVELS.filter(({ actions }) => actions.some(takes)).map(({ level }) => level);
}
