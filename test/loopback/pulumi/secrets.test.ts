// No secret reaches an error or the console.
import * as aws from "@pulumi/aws";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { failureOf, outputsOf, wholeProgram } from "./deploy-to-stand-in.ts";
import { plantedSecret } from "./recording-server.ts";

describe("a secret", () => {
  const written: string[] = [];

  beforeEach(() => {
    written.length = 0;
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, "write").mockImplementation((chunk) => {
        written.push(String(chunk));
        return true;
      });
    }
    for (const level of ["log", "info", "warn", "error", "debug"] as const) {
      vi.spyOn(console, level).mockImplementation((...parts) => {
        written.push(parts.map((part) => String(part?.stack ?? part)).join(" "));
      });
    }
  });

  afterEach(() => {
    vi.restoreAllMocks();
  });

  const everything = (error: Error) => {
    const seen = [error.message, error.stack, JSON.stringify(error), String(error.cause)];
    for (const key of Reflect.ownKeys(error)) seen.push(String(Reflect.get(error, key)));
    return [...seen, ...written].join("\n");
  };

  it("reaches no error when a later creation fails with it in hand", async () => {
    const failure = await failureOf(
      async () => {
        const { secret } = new aws.iam.AccessKey("key", { user: "u" });
        return { copy: new aws.iam.UserPolicy("copy", { user: "u", policy: secret }).id };
      },
      {
        refusals: {
          "PutUserPolicy u": {
            status: 400,
            code: "MalformedPolicyDocument",
            message: "Syntax errors in policy.",
          },
        },
      },
    );
    expect(failure.message).toBe(
      'the resource "copy" (aws:iam/userPolicy:UserPolicy) could not be created: MalformedPolicyDocument: Syntax errors in policy.',
    );
    expect(everything(failure)).not.toContain(plantedSecret);
    expect(everything(failure)).not.toContain("operators-own-secret");
  });

  it("reaches no error when it has the wrong type, or a property is unknown", async () => {
    const failure = await failureOf(async () => {
      const { secret } = new aws.iam.AccessKey("key", { user: "u" });
      return { copy: new aws.iam.User("copy", { name: "u", tags: { secret } }).id };
    });
    expect(failure.message).toContain('the property "tags" is not one that this deployment can set');
    expect(everything(failure)).not.toContain(plantedSecret);
  });

  it("is not written anywhere by a deployment that succeeds", async () => {
    await outputsOf(wholeProgram);
    expect(written.join("\n")).not.toContain(plantedSecret);
  });

  it("is found by this search when it is there", () => {
    console.error(new Error(plantedSecret));
    expect(everything(new Error("x"))).toContain(plantedSecret);
  });
});
