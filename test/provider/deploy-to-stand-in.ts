// Deploys programs to a stand-in for AWS, for the tests of this folder.
import { type Deployment, deploy } from "../../provider/deploy.ts";
import type { Rules } from "../../provider/program/preview.ts";
import { type Refusal, startRecordingServer } from "./recording-server.ts";

/** Deploys a program to a stand-in of its own; gives the result and what was sent. */
export async function run(
  program: Deployment["program"],
  {
    refusals = {},
    config = {},
    region = "eu-central-1",
    rules,
  }: {
    refusals?: Record<string, Refusal>;
    config?: Record<string, string>;
    region?: string;
    rules?: Rules;
  } = {},
) {
  await using server = await startRecordingServer(refusals);
  const { endpoint, events } = server;
  const [result] = await Promise.allSettled([
    deploy({
      program,
      project: "federation-broker",
      stack: "test",
      config,
      aws: {
        endpoint,
        region,
        credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "operators-own-secret" },
      },
      ...(rules !== undefined && { rules }),
      random: (bytes) => new Uint8Array(bytes).fill(0xab),
    }),
  ]);
  return {
    events,
    result,
    begun: events.filter((event) => event.startsWith("begin")).map((event) => event.slice(6)),
  };
}

/** The outputs of a deployment that succeeds. */
export async function outputsOf(...args: Parameters<typeof run>) {
  const { result } = await run(...args);
  if (result.status === "rejected") throw result.reason;
  return result.value;
}

/** The error of a deployment that fails. */
export async function failureOf(...args: Parameters<typeof run>): Promise<Error> {
  const { result } = await run(...args);
  if (result.status === "fulfilled") throw new Error("the deployment was expected to fail");
  return result.reason;
}

/** IAM's answer to a second user of the same name. */
export const userExists: Refusal = {
  status: 409,
  code: "EntityAlreadyExists",
  message: "User with name taken already exists.",
};

/** The project's own program. */
export const wholeProgram = () => import("../../infra/index.ts");
