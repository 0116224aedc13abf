// The rotation of keys: which keys each step leaves, which steps follow each other, and the outputs for smoke.
import { describe, expect, it } from "vitest";
import { ConfigurationError } from "../../infra/configuration-error.ts";
import { type Rotation, requireNextStep } from "../../infra/rotation.ts";
import { inputsOf, runProgram } from "./run-program.ts";

const at = (keySerial: number, retire?: "deactivate" | "delete"): Rotation => ({ keySerial, retire });

const step = (before: Rotation | undefined, next: Rotation) => () =>
  requireNextStep(before, next, "federation-broker");

describe("a step is taken", () => {
  it.each<[why: string, before: Rotation | undefined, next: Rotation]>([
    ["from nothing to the first key", undefined, at(1)],
    ["from nothing to any one key", undefined, at(3, "delete")],
    ["from a key to itself", at(1), at(1)],
    ["from a key to two", at(1), at(2)],
    ["from two keys to one that is inactive", at(2), at(2, "deactivate")],
    ["back to two active keys", at(2, "deactivate"), at(2)],
    ["from an inactive key to none", at(2, "deactivate"), at(2, "delete")],
    ["from the end of a rotation to the next", at(2, "delete"), at(3)],
  ])("%s", (_, before, next) => {
    expect(step(before, next)).not.toThrow();
  });
});

describe("a step in the wrong order is refused, and the right one is named:", () => {
  // biome-ignore format: a row a line
  it.each<[before: Rotation | undefined, next: Rotation, line: string]>([
    [undefined, at(2), "The options federation-broker:keySerial and federation-broker:retire ask for keySerial 2 without retire, but a new stack has no key to retire: leave federation-broker:retire out and set federation-broker:keySerial to 1, or set federation-broker:retire to delete."],
    [undefined, at(2, "deactivate"), "The options federation-broker:keySerial and federation-broker:retire ask for keySerial 2 with retire deactivate, but a new stack has no key to retire: leave federation-broker:retire out and set federation-broker:keySerial to 1, or set federation-broker:retire to delete."],
    [at(1), at(3), "The options federation-broker:keySerial and federation-broker:retire ask for keySerial 3 without retire, but the stack is at keySerial 1 without retire: keys are rotated one step at a time, and the next step is keySerial 2 without retire."],
    [at(1), at(2, "deactivate"), "The options federation-broker:keySerial and federation-broker:retire ask for keySerial 2 with retire deactivate, but the stack is at keySerial 1 without retire: keys are rotated one step at a time, and the next step is keySerial 2 without retire."],
    [at(1), at(2, "delete"), "The options federation-broker:keySerial and federation-broker:retire ask for keySerial 2 with retire delete, but the stack is at keySerial 1 without retire: keys are rotated one step at a time, and the next step is keySerial 2 without retire."],
    [at(2), at(2, "delete"), "The options federation-broker:keySerial and federation-broker:retire ask for keySerial 2 with retire delete, but the stack is at keySerial 2 without retire: keys are rotated one step at a time, and the next step is keySerial 2 with retire deactivate."],
    [at(2), at(3), "The options federation-broker:keySerial and federation-broker:retire ask for keySerial 3 without retire, but the stack is at keySerial 2 without retire: keys are rotated one step at a time, and the next step is keySerial 2 with retire deactivate."],
    [at(2), at(1), "The options federation-broker:keySerial and federation-broker:retire ask for keySerial 1 without retire, but the stack is at keySerial 2 without retire: keys are rotated one step at a time, and the next step is keySerial 2 with retire deactivate."],
    [at(2, "deactivate"), at(3), "The options federation-broker:keySerial and federation-broker:retire ask for keySerial 3 without retire, but the stack is at keySerial 2 with retire deactivate: keys are rotated one step at a time, and the next step is keySerial 2 with retire delete or keySerial 2 without retire."],
    [at(2, "delete"), at(2, "deactivate"), "The options federation-broker:keySerial and federation-broker:retire ask for keySerial 2 with retire deactivate, but the stack is at keySerial 2 with retire delete: keys are rotated one step at a time, and the next step is keySerial 3 without retire."],
    [at(2, "delete"), at(2), "The options federation-broker:keySerial and federation-broker:retire ask for keySerial 2 without retire, but the stack is at keySerial 2 with retire delete: keys are rotated one step at a time, and the next step is keySerial 3 without retire."],
  ])("%j to %j", (before, next, line) => {
    expect(step(before, next)).toThrow(new ConfigurationError(line));
  });
});

describe("the program", () => {
  const deployed = { contractVersion: 1, keySerial: 1, brokerAccessKeyId: "AKIAFIRST" };
  const id = (serial: number) => `federation-broker-key-${serial}-id`;
  const secret = (serial: number) => `planted-secret-of-federation-broker-key-${serial}`;

  it("makes a second key beside the first, and hands out the second", async () => {
    const run = await runProgram({ keySerial: "2" }, { outputs: deployed });
    expect(inputsOf(run, "federation-broker-key-2")).toEqual({
      user: "federation-broker-5eed123",
      status: "Active",
    });
    expect(inputsOf(run, "federation-broker-key-1")).toEqual({
      user: "federation-broker-5eed123",
      status: "Active",
    });
    const { brokerAccessKeyId, brokerSecretAccessKey, keySerial, retire, retiredAccessKeyId } = run.outputs;
    expect({ brokerAccessKeyId, brokerSecretAccessKey, keySerial, retire, retiredAccessKeyId }).toEqual({
      brokerAccessKeyId: id(2),
      brokerSecretAccessKey: secret(2),
      keySerial: 2,
      retire: undefined,
      retiredAccessKeyId: undefined,
    });
  });

  it("deactivates the first key, and outputs it so that anyone can see that it no longer works", async () => {
    const run = await runProgram(
      { keySerial: "2", retire: "deactivate" },
      { outputs: { ...deployed, keySerial: 2 } },
    );
    expect(inputsOf(run, "federation-broker-key-2")?.status).toBe("Active");
    expect(inputsOf(run, "federation-broker-key-1")?.status).toBe("Inactive");
    const { brokerAccessKeyId, retire, retiredAccessKeyId, retiredSecretAccessKey } = run.outputs;
    expect({ brokerAccessKeyId, retire, retiredAccessKeyId, retiredSecretAccessKey }).toEqual({
      brokerAccessKeyId: id(2),
      retire: "deactivate",
      retiredAccessKeyId: id(1),
      retiredSecretAccessKey: secret(1),
    });
    expect(run.secretOutputs).toEqual(["brokerSecretAccessKey", "retiredSecretAccessKey"]);
    expect(run.outputs.secretOutputs).toEqual(["brokerSecretAccessKey", "retiredSecretAccessKey"]);
  });

  it("removes the first key, and still outputs its id", async () => {
    const run = await runProgram(
      { keySerial: "2", retire: "delete" },
      { outputs: { ...deployed, keySerial: 2, retire: "deactivate", retiredAccessKeyId: "AKIAFIRST" } },
    );
    expect(inputsOf(run, "federation-broker-key-1")).toBeUndefined();
    const { retire, retiredAccessKeyId, retiredSecretAccessKey } = run.outputs;
    expect({ retire, retiredAccessKeyId, retiredSecretAccessKey }).toEqual({
      retire: "delete",
      retiredAccessKeyId: "AKIAFIRST",
      retiredSecretAccessKey: undefined,
    });
  });

  it("treats a stack from before the rotation as one with its first key", async () => {
    const { brokerAccessKeyId } = (await runProgram({ keySerial: "2" }, { outputs: { contractVersion: 1 } }))
      .outputs;
    expect(brokerAccessKeyId).toBe(id(2));
  });

  it("refuses a wrong order before any resource is made", async () => {
    await expect(runProgram({ keySerial: "3" }, { outputs: deployed })).rejects.toThrow(
      "the next step is keySerial 2 without retire.",
    );
    await expect(runProgram({ keySerial: "2" })).rejects.toThrow("a new stack has no key to retire");
  });
});
