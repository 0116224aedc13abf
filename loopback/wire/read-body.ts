// Reads the body of a request, and refuses early a body that is too large.
import type { IncomingMessage } from "node:http";
import { AwsError } from "../aws-error.ts";
import { bodyRoom, smallBody, type WaitingBody } from "./body-room.ts";
import { judgedByStart } from "./judged-by-start.ts";

/** The largest accepted bodies, in bytes: each is once in memory as a whole, and forms are parsed. */
const maximumBody = 256 * 1024 * 1024;
const maximumForm = 8 * 1024 * 1024;

const nothing = Buffer.alloc(0);

/** The memory of this process is one, and so is the room. */
const room = bodyRoom();

/** Who sends a request. */
export interface Judgement {
  /** One name for all who are not told apart. */
  readonly sender: string;
  /** For a request whose body begins with its signature: judges that beginning, and gives the sender's name. */
  readonly byStart?: (start: Buffer) => Promise<string>;
}

/** How a request is received whose body has not arrived. */
export interface Reception<Head> {
  /** The largest accepted body in bytes, where the head allows less than the content's type. */
  most?(head: Head): number | undefined;
  /** Judges the head. May reject with the error to answer, as `byStart` may. */
  judge(head: Head): Promise<Judgement>;
  /** Tells a sender who waits for "100 Continue" to send the body. */
  proceed(): void;
  /** Where large bodies wait; by default the system's folder for temporary files. */
  readonly folder?: string | undefined;
}

/**
 * Gives what `work` makes of the whole body. The head of a large one, or of one that its sender holds back, is judged
 * before: a large body that is refused so takes no room on its way. The body's memory is free again when `work` is done.
 * @throws AwsError EntityTooLarge above 256 MiB, RequestEntityTooLarge for a form above 8 MiB or a body above what
 * the reception allows, and what a waiting body
 * and the judgement throw; an Error of the stream's when the sender is gone.
 */
export async function readBody<Head, Result>(
  message: IncomingMessage,
  head: Head,
  reception: Reception<Head>,
  work: (body: Buffer) => Promise<Result>,
): Promise<Result> {
  const { headers } = message;
  const chunked = headers["transfer-encoding"] !== undefined;
  const length = chunked ? Number.POSITIVE_INFINITY : Number(headers["content-length"] ?? 0);
  if (length === 0) {
    message.resume();
    return await work(nothing);
  }
  const form = headers["content-type"]?.toLowerCase().startsWith("application/x-www-form-urlencoded");
  const limit = reception.most?.(head) ?? (form ? maximumForm : maximumBody);
  if (!chunked && length > limit) throw tooLarge(limit);
  const heldBack = headers.expect?.toLowerCase() === "100-continue";
  let judgement: Judgement = { sender: "" };
  if (heldBack) {
    judgement = await reception.judge(head);
    reception.proceed();
  } else if (length > smallBody) {
    judgement = await reception.judge(head).catch((error) => refuseAtEnd(message, limit, error));
  }
  const body = room.enter({ name: judgement.sender, folder: reception.folder });
  const judged = judgement.byStart && judgedByStart(message, body, judgement.byStart);
  try {
    await collect(message, limit, judged ?? body);
    await judged?.verdict();
    return await body.use(work);
  } finally {
    body.leave();
  }
}

/** Clients read an answer only when they have sent everything. */
async function refuseAtEnd(message: IncomingMessage, limit: number, error: unknown): Promise<never> {
  await collect(message, limit, { add() {} });
  throw error;
}

function collect(message: IncomingMessage, limit: number, body: Pick<WaitingBody, "add">): Promise<void> {
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
  return limit === maximumBody
    ? new AwsError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
    : new AwsError("RequestEntityTooLarge", "Request entity too large");
}
