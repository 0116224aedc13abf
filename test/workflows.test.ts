// The workflows of .github/ and the trust policy that docs/ci.md shows for them.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { evaluate } from "../policy/evaluate.ts";
import { parsePolicy } from "../policy/parse-policy.ts";

const root = join(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");

const files = globSync(".github/workflows/*.yml", { cwd: root }).toSorted();

describe("the workflows", () => {
  it("are verify and deploy", () => {
    expect(files).toEqual([".github/workflows/deploy.yml", ".github/workflows/verify.yml"]);
  });

  it.each(files)("%s pins each action by a whole commit and says its version", (file) => {
    const uses = read(file).match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((use) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(use))).toEqual(
      [],
    );
  });

  it.each([
    [".github/workflows/verify.yml", { contents: "read" }],
    [".github/workflows/deploy.yml", { contents: "read", "id-token": "write" }],
  ])("%s may do only what its job needs", (file, permissions) => {
    const workflow = parse(read(file));
    expect(workflow.permissions).toEqual({});
    expect(Object.values(workflow.jobs)).toEqual([expect.objectContaining({ permissions })]);
  });

  it("verify on every push with the tests, those of the engine too, without any secret", () => {
    const text = read(".github/workflows/verify.yml");
    const workflow = parse(text);
    expect(workflow.on).toBe("push");
    const commands = workflow.jobs.verify.steps.map(({ run }: { run?: string }) => run);
    expect(commands).toEqual([undefined, undefined, "npm ci", "npx pulumi version", "npm test"]);
    // A rehearsal is one of the engine's tests.
    expect(workflow.jobs.verify.steps.at(-1).env).toEqual({ REQUIRE_ENGINE: "1" });
    expect(text).not.toContain("secrets.");
  });

  it("deploy main only, and never cancel a deployment", () => {
    const workflow = parse(read(".github/workflows/deploy.yml"));
    expect(workflow.on).toEqual({ push: { branches: ["main"] } });
    expect(workflow.concurrency).toEqual({ group: "deploy", "cancel-in-progress": false });
  });

  it("deploy with the smoke suite as the last step that can fail, its status not hidden by the report", () => {
    const { steps } = parse(read(".github/workflows/deploy.yml")).jobs.deploy;
    const names = steps.map(
      (step: { name?: string; uses?: string; run?: string }) => step.name ?? step.run ?? step.uses,
    );
    expect(names.slice(-3)).toEqual(["pulumi up", "The gate", "Upload the reports"]);
    const [up, gate, upload] = steps.slice(-3);
    expect(up.run).toBe('npx pulumi up --yes --non-interactive --policy-pack "$PWD/infra/guardrails/pack"');
    // `shell: bash` is `bash --noprofile --norc -eo pipefail`.
    expect(gate).toMatchObject({ shell: "bash" });
    expect(gate.run).toContain('npm run --silent smoke -- --junit "$RUNNER_TEMP/reports/smoke.xml"');
    expect([up, gate].map((step) => step["continue-on-error"])).toEqual([undefined, undefined]);
    expect(upload.if).toBe("always()");
  });
});

describe("the trust policy in docs/ci.md", () => {
  const [, text = ""] =
    /needs GitHub's identity provider[\s\S]*?```json\n([\s\S]*?)```/.exec(read("docs/ci.md")) ?? [];
  const provider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
  const environment = "repo:ORGANIZATION/REPOSITORY:environment:production";
  const amazon = "sts.amazonaws.com";

  it.each([
    ["jobs of the environment take the role", environment, amazon, provider, "allowed"],
    [
      "another environment does not",
      "repo:ORGANIZATION/REPOSITORY:environment:staging",
      amazon,
      provider,
      "implicitDeny",
    ],
    [
      "a branch without the environment does not",
      "repo:ORGANIZATION/REPOSITORY:ref:refs/heads/main",
      amazon,
      provider,
      "implicitDeny",
    ],
    [
      "a pull request does not",
      "repo:ORGANIZATION/REPOSITORY:pull_request",
      amazon,
      provider,
      "implicitDeny",
    ],
    [
      "another repository does not",
      "repo:ORGANIZATION/FORK:environment:production",
      amazon,
      provider,
      "implicitDeny",
    ],
    ["a token for somebody else does not", environment, "sigstore", provider, "implicitDeny"],
    [
      "another provider does not",
      environment,
      amazon,
      "arn:aws:iam::111122223333:oidc-provider/example.com",
      "implicitDeny",
    ],
  ])("%s", (_, sub, aud, federated, decision) => {
    const request = {
      principal: { type: "WebIdentity", provider: federated } as const,
      action: "sts:AssumeRoleWithWebIdentity",
      resource: "arn:aws:iam::111122223333:role/deploy",
      context: {
        "token.actions.githubusercontent.com:sub": sub,
        "token.actions.githubusercontent.com:aud": aud,
      },
    };
    expect(evaluate(request, { resource: parsePolicy(text, "trust") }).decision).toBe(decision);
  });
});
