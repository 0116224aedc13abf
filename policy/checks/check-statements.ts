// Checks of Version, Effect and Sid.

import { refuse } from "../language/reading.ts";
import { EFFECTS } from "../language/source.ts";
import type { DocumentCheck, StatementCheck } from "./check.ts";

/** Managed policies are of today's version; inline ones are free. */
export const checkManagedVersion: DocumentCheck = (reading, { version }) => {
  if (reading.managed !== true || version === "2012-10-17") return;
  const detail = 'A managed policy is of today\'s version: write "Version": "2012-10-17".';
  refuse(reading, "versionOld", { offset: 0, path: "$.Version" }, detail);
};

/** "allow" is no effect. IAM's text for it differs from the one for "permit". */
export const checkEffectCase: StatementCheck = (reading, { effect }) => {
  if (EFFECTS.some((known) => known === effect.text)) return;
  const detail = `Effect is case-sensitive: write "Allow" or "Deny", not "${effect.text}".`;
  refuse(reading, "effectCase", effect, detail, { subject: effect.text });
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
export const checkSidCharacters: StatementCheck = (reading, { sid }) => {
  if (sid === undefined || /^[0-9A-Za-z]*$/.test(sid.text)) return;
  refuse(reading, "sidCharacters", sid, `The Sid "${sid.text}" may have letters and digits only.`);
};

/** Empty Sids may repeat. */
export const checkSidsUnique: DocumentCheck = (reading, { statements }) => {
  const seen = new Set<string>();
  for (const { sid } of statements) {
    if (sid === undefined || sid.text === "") continue;
    if (seen.has(sid.text)) {
      refuse(reading, "sidUnique", sid, `The Sid "${sid.text}" stands on two statements; rename one.`);
    }
    seen.add(sid.text);
  }
};
