// Which outputs are secret, as the program declares it and as the engine knows it.
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { secrecyOf } from "../../../infra/guardrails/engine-requests.ts";
import { withSecretNames } from "../../../infra/with-secret-names.ts";

describe("an output", () => {
  const outputs = new Map([
    ["key", "unknown"],
    ["other", "unknown"],
    ["known", "plain"],
    ["hidden", "secret"],
  ] as const);

  it("is secret as declared while its value is unknown, and as the engine says once it is known", () => {
    expect(Object.fromEntries(secrecyOf(outputs, ["key", "known"]))).toEqual({
      key: true,
      other: false,
      known: false,
      hidden: true,
    });
  });

  it.each([
    [undefined, ["key"]],
    [outputs, undefined],
    [outputs, "key"],
  ])("cannot be judged while either has said nothing", (told, declared) => {
    expect(() => secrecyOf(told, declared)).toThrow(
      'the program has no output "secretOutputs" that says which of its outputs are secret',
    );
  });
});

it("the program declares what Pulumi holds secret", async () => {
  const { secretOutputs } = withSecretNames({
    one: 1,
    two: pulumi.secret(2),
    three: pulumi.unsecret(pulumi.secret(3)),
  });
  const names = await new Promise((resolve) => secretOutputs.apply(resolve));
  expect(names).toEqual(["two"]);
});
