// Reads the body of a request, and refuses early a body that is too large.
import type { IncomingMessage } from "node:http";
import { AwsError } from "../aws-error.ts";
import { bodyRoom, type WaitingBody } from "./body-room.ts";

/** The largest accepted bodies, in bytes: each is once in memory as a whole, and forms are parsed. */
const maximumBody = 256 * 1024 * 1024;
const maximumForm = 8 * 1024 * 1024;

const nothing = Buffer.alloc(0);

/** The memory of this process is one, and so is the room. */
const room = bodyRoom();

/**
 * Gives what `work` makes of the whole body; `proceed` is called when the sender waits for "100 Continue". The body's
 * memory is free again when `work` is done.
 * @throws AwsError EntityTooLarge above 256 MiB, RequestEntityTooLarge for a form above 8 MiB, and what a waiting body
 * throws; an Error of the stream's when the sender is gone.
 */
export async function readBody<Result>(
  message: IncomingMessage,
  proceed: () => Promise<void>,
  work: (body: Buffer) => Promise<Result>,
): Promise<Result> {
  const { headers } = message;
  const chunked = headers["transfer-encoding"] !== undefined;
  const length = chunked ? Number.NaN : Number(headers["content-length"] ?? 0);
  if (length === 0) {
    message.resume();
    return await work(nothing);
  }
  const form = headers["content-type"]?.toLowerCase().startsWith("application/x-www-form-urlencoded");
  const limit = form ? maximumForm : maximumBody;
  if (length > limit) throw tooLarge(limit);
  if (headers.expect?.toLowerCase() === "100-continue") await proceed();
  const body = room.enter();
  try {
    await collect(message, limit, body);
    return await body.use(work);
  } finally {
    body.leave();
  }
}

function collect(message: IncomingMessage, limit: number, body: WaitingBody): Promise<void> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error("The sender is gone."));
    // It was closed while it waited to be read, so no event will follow.
    if (message.destroyed) return gone();
    // The stream stays whole, so that the error can still be answered.
    const refuse = (error: unknown) => {
      message.off("data", take).pause();
      reject(error);
    };
    let size = 0;
    function take(chunk: Buffer): void {
      size += chunk.length;
      try {
        if (size > limit) throw tooLarge(limit);
        body.add(chunk);
      } catch (error) {
        refuse(error);
      }
    }
    message.on("data", take);
    message.on("end", resolve);
    message.on("error", reject);
    // It also closes after its end, and making an error costs a tenth of a request.
    message.on("close", () => {
      if (!message.readableEnded) gone();
    });
  });
}

function tooLarge(limit: number): AwsError {
  return limit === maximumForm
    ? new AwsError("RequestEntityTooLarge", "Request entity too large")
    : new AwsError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
}
