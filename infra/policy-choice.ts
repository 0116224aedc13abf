// The option brokerPolicy: one of the program's documents, or the stack's own.
import { parsePolicy } from "../policy/parse-policy.ts";
import { PolicyError } from "../policy/policy-error.ts";
import { type Option, WrongValue } from "./option-kinds.ts";

/** What the broker may do: the name of one of the documents of policy-documents.ts, or the JSON text of another one. */
export type BrokerPolicyChoice = "scoped" | "guide" | { readonly document: string };

/** The most characters that the inline policies of one user may have together; the broker has this one alone. */
export const maximumInlinePolicy = 2048;

/** `scoped`, `guide`, or an identity policy that IAM would accept as an inline one. */
export const policyChoice: Option<BrokerPolicyChoice> = {
  byDefault: "scoped",
  mustBe: "scoped, guide, or an IAM policy as a JSON text",
  read(value) {
    if (value === "scoped" || value === "guide") return value;
    if (!/^\s*\{/.test(value)) throw new WrongValue();
    try {
      parsePolicy(value, "identity", { quota: maximumInlinePolicy });
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      const place = `line ${error.line}, column ${error.column} (${error.path})`;
      throw new WrongValue(`holds a policy that IAM would refuse, at ${place}: ${error.detail}`);
    }
    return { document: value };
  },
};
