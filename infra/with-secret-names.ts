// The output that lists the secret ones: Pulumi's engine does not know whether an unknown value is secret.
import * as pulumi from "@pulumi/pulumi";

/** Adds `secretOutputs`, the names of the outputs that are secret; it is known at preview. */
export const withSecretNames = <Outputs extends object>(outputs: Outputs) => ({
  ...outputs,
  secretOutputs: pulumi.output(secretsAmong(outputs)),
});

async function secretsAmong(outputs: object): Promise<readonly string[]> {
  const names = Object.entries(outputs).map(async ([name, output]) =>
    (await pulumi.isSecret(pulumi.output(output))) ? [name] : [],
  );
  return (await Promise.all(names)).flat();
}
