// A connection to the provider from a port that the test chooses: each call's gRPC status, and nothing more.
import { once } from "node:events";
import { connect } from "node:http2";
import { createConnection } from "node:net";

interface Request {
  serializeBinary(): Uint8Array;
}

/** Connects from that port, or from any free one. */
export async function attach(port: number, localPort?: number) {
  const socket = createConnection({ host: "127.0.0.1", port, ...(localPort !== undefined && { localPort }) });
  await once(socket, "connect");
  const session = connect(`http://127.0.0.1:${port}`, { createConnection: () => socket });
  return {
    localPort: socket.localPort ?? 0,
    /** Settles when the connection is closed. */
    closed: new Promise((resolve) => socket.once("close", resolve)),
    /** https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md */
    async call(method: string, request: Request): Promise<number> {
      const stream = session.request({
        ":method": "POST",
        ":path": `/pulumirpc.ResourceProvider/${method}`,
        "content-type": "application/grpc",
        te: "trailers",
      });
      const message = request.serializeBinary();
      const frame = Buffer.alloc(5 + message.length);
      frame.writeUInt32BE(message.length, 1);
      frame.set(message, 5);
      let status = Number.NaN;
      const read = (headers: Readonly<Record<string, unknown>>) => {
        if (headers["grpc-status"] !== undefined) status = Number(headers["grpc-status"]);
      };
      stream.on("response", read).on("trailers", read).resume().end(frame);
      await once(stream, "close");
      return status;
    },
    /** Ends at once, so that the port is free again. */
    async close(): Promise<void> {
      if (socket.destroyed) return;
      const closed = once(socket, "close");
      session.on("error", () => {});
      socket.resetAndDestroy();
      await closed;
    },
  };
}
