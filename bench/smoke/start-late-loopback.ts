// Starts the slow loopback, and counts its requests.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Loopback } from "../../loopback/start-loopback.ts";
import type { Message } from "./late-loopback.ts";

export interface LateLoopback extends Loopback {
  /** How many requests it has answered so far. */
  calls(): Promise<number>;
}

/** @param latency in milliseconds, for each request */
export async function startLateLoopback(latency: number): Promise<LateLoopback> {
  const child = fork(join(import.meta.dirname, "late-loopback.ts"), [String(latency)]);
  const heard = async () => (await once(child, "message"))[0] as Message;
  const loopback = await heard();
  if (!("endpoint" in loopback)) throw new Error("The loopback did not say where it is.");
  return {
    ...loopback,
    calls: async () => {
      child.send("how many?");
      const message = await heard();
      return "calls" in message ? message.calls : 0;
    },
    close: async () => {
      child.kill();
      await once(child, "exit");
    },
  };
}
