// The rule that every output with a key is a secret, so that Pulumi encrypts it and hides it.
import { secretOutputNames } from "../../contract/stack-outputs.ts";
import type { Guardrail } from "./guardrail.ts";

export const secretKeys: Guardrail = {
  name: "secret-keys",
  description: "An output that holds a secret key is a secret.",
  outputs: (secrecy) =>
    secretOutputNames
      .filter((name) => secrecy.get(name) === false)
      .map((name) => `The stack output "${name}" is not a secret: make it one with pulumi.secret.`),
};
