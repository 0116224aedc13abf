// Opens the Automation API on a project's folder, with the CLI that is on this machine; writes nothing.
import { dirname } from "node:path";
import type { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { findPulumi } from "./find-pulumi.ts";

/** @throws UsageError where no CLI is installed */
export async function openWorkspace(
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<LocalWorkspace> {
  const pulumi = await findPulumi({ ...process.env, ...environment });
  // Half a second that commands without a stack do not need.
  const { LocalWorkspace, PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
  return await LocalWorkspace.create({
    workDir: folder,
    pulumiCommand: await PulumiCommand.get({ root: dirname(dirname(pulumi)) }),
    envVars: { PULUMI_SKIP_UPDATE_CHECK: "true", ...environment },
  });
}
