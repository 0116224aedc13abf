// Load: requests made beforehand, sent over keep-alive connections as fast as answers come.
import { connect, type Socket } from "node:net";

const connections = 16;

/** Sends `count` requests, taken in turn, and waits for every answer. @throws Error for an answer other than 2xx. */
export async function load(endpoint: string, requests: readonly Buffer[], count: number): Promise<void> {
  const { hostname, port } = new URL(endpoint);
  let sent = 0;
  const next = (): Buffer | undefined => (sent < count ? requests[sent++ % requests.length] : undefined);
  const lanes = Array.from({ length: Math.min(connections, count) }, () =>
    lane(connect({ host: hostname, port: Number(port), noDelay: true }), next),
  );
  await Promise.all(lanes);
}

function lane(socket: Socket, next: () => Buffer | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen: Buffer = Buffer.alloc(0);
    const ask = () => {
      const request = next();
      if (request !== undefined) return void socket.write(request);
      socket.destroy();
      resolve();
    };
    socket.on("connect", ask);
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("The loopback closed a connection.")));
    socket.on("data", (chunk: Buffer) => {
      seen = seen.length === 0 ? chunk : Buffer.concat([seen, chunk]);
      const length = answerLength(seen);
      if (length === undefined || seen.length < length) return;
      if (!seen.subarray(0, 10).equals(success)) return reject(new Error(seen.toString()));
      seen = Buffer.alloc(0);
      ask();
    });
  });
}

const success = Buffer.from("HTTP/1.1 2");

/** The length of the answer that begins here, or undefined until its headers have arrived. */
function answerLength(bytes: Buffer): number | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const length = /\r\ncontent-length: (\d+)/i.exec(bytes.toString("latin1", 0, end))?.[1];
  return end + 4 + Number(length ?? 0);
}
