// What is said of a person's policy file that cannot be used.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readPolicyFile } from "../../../commands/start/read-policy-file.ts";
import type { PolicyKind } from "../../../policy/policy-document.ts";

const folder = mkdtempSync(join(tmpdir(), "federation-broker-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("a policy file", () => {
  it.each<[string, PolicyKind, string, string]>([
    [
      "is missing",
      "identity",
      join(folder, "nowhere.json"),
      `The file ${folder}/nowhere.json cannot be read: there is no such file.`,
    ],
    ["is a directory", "session", folder, `The file ${folder} cannot be read: it is a directory.`],
    [
      "is not JSON",
      "identity",
      file("text.json", "Version 2012"),
      `${folder}/text.json, line 1, column 1: no valid identity policy: A JSON value is expected here, not "V".`,
    ],
    [
      "is no policy",
      "identity",
      file("effect.json", '{\n  "Statement": [{"Effect": "Allowed", "Action": "*", "Resource": "*"}]\n}'),
      `${folder}/effect.json, line 2, column 28: no valid identity policy: Effect must be "Allow" or "Deny".`,
    ],
    [
      "is longer than an inline policy may be",
      "identity",
      file(
        "long.json",
        `{"Statement": {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::${"b".repeat(2048)}"}}`,
      ),
      `${folder}/long.json, line 1, column 1: no valid identity policy: `,
    ],
    [
      "names a principal in a session policy",
      "session",
      file(
        "principal.json",
        '{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}',
      ),
      `${folder}/principal.json, line 1, column `,
    ],
  ])("that %s is refused", async (_, kind, path, message) => {
    await expect(readPolicyFile(path, kind, 2048)).rejects.toMatchObject({
      name: "UsageError",
      message: expect.stringContaining(message),
    });
  });
});
