// Bytes to a loopback and what comes back on that connection until it ends: for what no HTTP client would send.
import { once } from "node:events";
import { connect, type Socket } from "node:net";

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly code: string;
}

export function connectTo(endpoint: string): Socket {
  const socket = connect({ host: "127.0.0.1", port: Number(new URL(endpoint).port) });
  socket.on("error", () => {});
  return socket;
}

/** Everything that a connection answers; `end` closes our side after the last byte, as a sender that gives up does. */
export async function exchange(
  endpoint: string,
  bytes: string | Buffer,
  { end = false }: { end?: boolean } = {},
): Promise<string> {
  const socket = connectTo(endpoint);
  let text = "";
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  if (end) socket.end(bytes);
  else socket.write(bytes);
  await once(socket, "close");
  return text;
}

/** The answers in what a connection gave, each with a length or chunks of its own. */
export function answersIn(text: string): Answer[] {
  const answers: Answer[] = [];
  let rest = text;
  while (rest.startsWith("HTTP/1.1 ")) {
    const end = rest.indexOf("\r\n\r\n");
    const [first = "", ...lines] = rest.slice(0, end).split("\r\n");
    const headers = Object.fromEntries(
      lines.map((line) => [
        line.slice(0, line.indexOf(":")).toLowerCase(),
        line.slice(line.indexOf(":") + 1).trim(),
      ]),
    );
    const length = Number(headers["content-length"] ?? 0);
    const body = Buffer.from(rest.slice(end + 4))
      .subarray(0, length)
      .toString();
    const code = /<Code>([^<]*)<\/Code>/.exec(body)?.[1] ?? "";
    answers.push({ status: Number(first.split(" ")[1]), headers, body, code });
    rest = rest.slice(end + 4 + body.length);
  }
  return answers;
}
