// A body that begins with its signature, as a browser's form does: it is judged when its beginning has come.
import type { IncomingMessage } from "node:http";
import { smallBody, type WaitingBody } from "./body-room.ts";

/** In bytes: more than a form has before its file. */
const startSize = 64 * 1024;

/** A body that waits as long as it is small. Of a larger one, more is kept only when its start has been judged. */
export function judgedByStart(
  message: IncomingMessage,
  body: WaitingBody,
  judge: (start: Buffer) => Promise<string>,
) {
  const start: Buffer[] = [];
  let size = 0;
  let verdict: Promise<void> | undefined;
  let refused = false;
  async function judgeStart(next: Buffer): Promise<void> {
    message.pause();
    try {
      body.from(await judge(Buffer.concat(start)));
      if (!message.destroyed) body.add(next);
    } catch (error) {
      // Clients read an answer only when they have sent everything: the rest comes, and is not kept.
      refused = true;
      body.leave();
      throw error;
    } finally {
      message.resume();
    }
  }
  return {
    add(chunk: Buffer): void {
      if (size < startSize) start.push(chunk);
      size += chunk.length;
      if (verdict === undefined && size > smallBody) {
        verdict = judgeStart(chunk);
        verdict.catch(() => {}); // it is told by `verdict`
      } else if (!refused) body.add(chunk);
    },
    /** Rejects with the error to answer. */
    verdict: (): Promise<void> => verdict ?? Promise.resolve(),
  };
}
