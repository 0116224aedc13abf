// Where the bodies of requests wait until they are complete: small ones in memory, all others in files without a name.
// What all senders together can fill is limited, and so is what each of them can: nobody keeps the others out.
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsError } from "../aws-error.ts";

/** In bytes. */
interface Limits {
  /** A larger body waits in a file. */
  readonly small: number;
  /** For the small bodies of all requests together; beyond it, they wait in files, too. */
  readonly memory: number;
  /** For the files of all larger bodies together; beyond it, requests are refused. */
  readonly files: number;
  /** The part of it that one sender can fill. */
  readonly each: number;
}

/** In bytes: a larger body waits in a file. No limit keeps smaller ones out, since connections are limited. */
export const smallBody = 1024 * 1024;

const defaultLimits: Limits = {
  small: smallBody,
  memory: 64 * 1024 * 1024,
  files: 4 * 1024 * 1024 * 1024,
  each: 1024 * 1024 * 1024,
};

/** Of whom a body is, and where it waits. */
export interface Sender {
  /** One name for all who are not told apart. */
  readonly name: string;
  /** By default the system's folder for temporary files. */
  readonly folder?: string | undefined;
}

/** A body that arrives. */
export interface WaitingBody {
  /** @throws AwsError SlowDown where no room is left, InternalError where the disk takes no more. */
  add(chunk: Buffer): void;
  /** Tells who sends it, before it is large. */
  from(name: string): void;
  /** The whole body, for as long as `work` takes. Only one large body is in memory at a time. */
  use<Result>(work: (body: Buffer) => Promise<Result>): Promise<Result>;
  /** Gives its room back; to be called in any case, also after use. */
  leave(): void;
}

export interface BodyRoom {
  enter(sender: Sender): WaitingBody;
  /** How many bytes wait in memory and in files. */
  readonly waiting: { readonly memory: number; readonly files: number };
}

/** A room with its limits. */
export function bodyRoom({ small, memory, files, each }: Limits = defaultLimits): BodyRoom {
  const waiting = { memory: 0, files: 0 };
  /** Of the bytes in files, those of large bodies: of all senders, and of each. */
  let large = 0;
  const largeOf = new Map<string, number>();
  let turn: Promise<unknown> = Promise.resolve();

  function enter({ name, folder = tmpdir() }: Sender): WaitingBody {
    let sender = name;
    let chunks: Buffer[] = [];
    let size = 0;
    let counted = 0;
    let file: number | undefined;

    /** What has come so far is from now on in a file. */
    function move(): void {
      file = openNameless(folder);
      waiting.memory -= size;
      const before = chunks;
      [chunks, size] = [[], 0];
      for (const chunk of before) write(file, chunk);
    }

    function write(opened: number, chunk: Buffer): void {
      const more = size + chunk.length > small ? size + chunk.length - counted : 0;
      if (large + more > files || (more > 0 && (largeOf.get(sender) ?? 0) + more > each))
        throw new AwsError("SlowDown", "Please reduce your request rate.");
      writeWhole(opened, chunk);
      count(more);
      waiting.files += chunk.length;
      size += chunk.length;
    }

    function count(more: number): void {
      large += more;
      counted += more;
      const all = (largeOf.get(sender) ?? 0) + more;
      if (all === 0) largeOf.delete(sender);
      else largeOf.set(sender, all);
    }

    return {
      add(chunk) {
        if (file === undefined && (size + chunk.length > small || waiting.memory + chunk.length > memory))
          move();
        if (file !== undefined) return write(file, chunk);
        chunks.push(chunk);
        waiting.memory += chunk.length;
        size += chunk.length;
      },
      from(told) {
        sender = told;
      },
      async use(work) {
        const [only] = chunks;
        if (file === undefined)
          return await work(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
        const [opened, length] = [file, size];
        const used = turn.then(() => work(readWhole(opened, length)));
        turn = used.catch(() => {});
        return await used;
      },
      leave() {
        if (file === undefined) waiting.memory -= size;
        else {
          waiting.files -= size;
          count(-counted);
          closeSync(file);
        }
        chunks = [];
        size = 0;
        file = undefined;
      },
    };
  }

  return { enter, waiting };
}

/** Nobody else can open it, and it is gone when it is closed, or when this process ends in any way. */
function openNameless(where: string): number {
  try {
    const folder = mkdtempSync(join(where, "federation-broker-body-"));
    try {
      return openSync(join(folder, "body"), "wx+", 0o600);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  } catch (error) {
    throw onDisk(error);
  }
}

function writeWhole(file: number, chunk: Buffer): void {
  try {
    for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at);
  } catch (error) {
    throw onDisk(error);
  }
}

function readWhole(file: number, size: number): Buffer {
  const body = Buffer.allocUnsafeSlow(size);
  for (let at = 0; at < size; ) {
    const read = readSync(file, body, at, size - at, at);
    if (read === 0) throw new Error("A waiting body is shorter than it was.");
    at += read;
  }
  return body;
}

/** A full disk, as S3 answers what is not the sender's fault. */
const onDisk = (cause: unknown): AwsError =>
  Object.assign(new AwsError("InternalError", "We encountered an internal error. Please try again."), {
    cause,
  });
