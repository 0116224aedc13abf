// Reads the policy variables of a value, if the document's version has variables.

import { hasVariables, parseTemplate, plainTemplate, type Template } from "../patterns/template.ts";
import type { Version } from "../policy-document.ts";
import { KEY_TYPES, type KeyTypes } from "../request/key-types.ts";
import { type Reading, refuse } from "./reading.ts";
import type { Located } from "./source.ts";

export type TemplateReader = (value: Located) => Template;

/**
 * In a 2008 document `${…}` is plain text. Throws PolicyError at a variable of unknown form.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
 */
export const templateReader =
  (reading: Reading, version: Version, keyTypes: KeyTypes = KEY_TYPES): TemplateReader =>
  ({ text, ...place }) => {
    const template = version === "2012-10-17" ? parseTemplate(text) : plainTemplate(text);
    if (!("unknown" in template)) return hasVariables(template) ? typed(template, keyTypes) : template;
    const detail = `${template.unknown} is no policy variable; write \${key}, \${key, 'default'}, \${*}, \${?} or \${$}.`;
    return refuse(reading, "variable", place, detail);
  };

const typed = (template: Template, keyTypes: KeyTypes): Template =>
  template.map((piece) => (piece.kind === "variable" ? { ...piece, type: keyTypes(piece.key) } : piece));
