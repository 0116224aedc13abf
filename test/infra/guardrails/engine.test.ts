// The guardrails as a policy pack of the real engine: the first preview of a program with mistakes is refused.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Loopback, startLoopback } from "../../../loopback/start-loopback.ts";
import { type ServedProvider, serveProvider } from "../../../provider/serve-provider.ts";
import { engineIsLeftOut, type ScratchProject, scratchProject } from "../../engine.ts";

const infra = join(import.meta.dirname, "..", "..", "..", "infra");
const pack = join(infra, "guardrails", "pack");

interface PolicyEvent {
  policyName: string;
  enforcementLevel: string;
  message: string;
}

describe.skipIf(engineIsLeftOut())("the first preview", { timeout: 120_000 }, () => {
  let loopback: Loopback;
  let provider: ServedProvider;
  const projects: ScratchProject[] = [];

  beforeAll(async () => {
    loopback = await startLoopback();
    const { endpoint, region } = loopback;
    provider = await serveProvider({ endpoint, region });
  });
  afterAll(async () => {
    for (const project of projects) project.remove();
    await provider.close();
    await loopback.close();
  });

  /** The result of a stack's first preview, and the rule and the sentence of each violation. */
  async function firstPreview(main: string, options: Record<string, string> = {}) {
    const project = scratchProject(main);
    projects.push(project);
    const log = join(project.folder, "..", "events.jsonl");
    await project.makeStack("test", loopback);
    const config = Object.entries(options).flatMap(([name, value]) => [
      "--config",
      `scratch:${name}=${value}`,
    ]);
    const { status, stdout } = await project.run(
      ["preview", "--policy-pack", pack, "--event-log", log, ...config],
      { PULUMI_DEBUG_PROVIDERS: `aws:${provider.port}`, PULUMI_DEBUG_COMMANDS: "true" },
    );
    const events = readFileSync(log, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const violations = events.flatMap(({ policyEvent }: { policyEvent?: PolicyEvent }) =>
      policyEvent === undefined ? [] : [policyEvent],
    );
    return { status, stdout, events, violations };
  }

  it("of the program passes every rule", async () => {
    const { status, violations, events } = await firstPreview(infra);
    expect({ status, violations }).toEqual({ status: 0, violations: [] });
    expect(events.find(({ summaryEvent }) => summaryEvent)?.summaryEvent.resourceChanges).toEqual({
      create: 21,
    });
  });

  it("of a program with mistakes is refused by every rule, and by the one that could not judge", async () => {
    const { status, violations } = await firstPreview(join(import.meta.dirname, "broken-program"));
    expect(status).toBe(1);
    const said = violations.map(({ policyName, enforcementLevel, message }) =>
      [enforcementLevel, policyName, stripVTControlCharacters(message).split("\n")[1]].join(" "),
    );
    expect(said.toSorted()).toEqual([
      'mandatory broker-ceiling "too-much" (aws:iam/userPolicy:UserPolicy) allows s3:GetObject in statement 1, which is beyond a broker\'s ceiling: take it out of the document.',
      'mandatory broker-ceiling The rule broker-ceiling could not judge "unknown" (aws:iam/userPolicy:UserPolicy), so it is refused: string value at .policy can\'t be known during preview',
      'mandatory kept-protection "unprotected" (aws:s3/bucket:Bucket) has lost its protection from deletion: keep it, or set the option disposable to true.',
      'mandatory kept-protection "unprotected" (aws:s3/bucket:Bucket) would be deleted with all that is in it: keep it, or set the option disposable to true.',
      'mandatory private-buckets "public" (aws:s3/bucketPolicy:BucketPolicy) allows s3:GetObject to everyone in statement 1, whatever its conditions: name principals instead.',
      'mandatory secret-keys The stack output "brokerSecretAccessKey" is not a secret: make it one with pulumi.secret.',
    ]);
  });

  it("with a wrong option ends with one sentence, before any resource is planned", async () => {
    const { status, stdout, events } = await firstPreview(infra, { keySerial: "two" });
    expect(status).toBe(1);
    expect(stdout).toContain(
      'The option scratch:keySerial is "two", but it must be a whole number from 1 to 1000000.',
    );
    expect(stdout).not.toMatch(/\n +at /);
    const planned = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata.type ?? []);
    expect(planned).toEqual(["pulumi:pulumi:Stack"]);
  });
});
