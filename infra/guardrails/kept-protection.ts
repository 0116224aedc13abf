// The rule that a stack protects its buckets and users, unless its configuration says that it is disposable.
import type { Guardrail } from "./guardrail.ts";

const kept = new Set(["aws:s3/bucket:Bucket", "aws:iam/user:User"]);

export const keptProtection: Guardrail = {
  name: "kept-protection",
  description: "Buckets and users of a stack that is not disposable are protected.",
  resource({ type, name, protect, properties }, { disposable }) {
    if (disposable || !kept.has(type)) return [];
    const title = `"${name}" (${type})`;
    const remedy = "keep it, or set the option disposable to true.";
    return [
      ...(protect ? [] : [`${title} has lost its protection from deletion: ${remedy}`]),
      ...(properties.forceDestroy ? [`${title} would be deleted with all that is in it: ${remedy}`] : []),
    ];
  },
};
