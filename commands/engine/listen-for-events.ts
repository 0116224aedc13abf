// Receives the engine's events for each step, over gRPC: its other way, a file, would hold secrets in clear text.
import { Server, ServerCredentials, type ServerReadableStream, type sendUnaryData } from "@grpc/grpc-js";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { EventsService } from "@pulumi/pulumi/proto/events_grpc_pb.js";
import type { EventRequest } from "@pulumi/pulumi/proto/events_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";

interface EventListener {
  /** For the CLI's --event-log. */
  readonly address: string;
  /** Waits until all events have arrived. */
  close(): Promise<void>;
}

/** Starts to listen on a free port of 127.0.0.1. */
export async function listenForEvents(hear: (event: EngineEvent) => void): Promise<EventListener> {
  const { promise: heard, resolve: finish } = Promise.withResolvers<void>();
  let listening = false;
  const server = new Server({ "grpc.max_receive_message_length": -1 });
  server.addService(EventsService, {
    streamEvents(call: ServerReadableStream<EventRequest, empty.Empty>, answer: sendUnaryData<empty.Empty>) {
      listening = true;
      call.on("data", (request: EventRequest) => hear(JSON.parse(request.getEvent())));
      call.on("end", () => {
        answer(null, new empty.Empty());
        finish();
      });
      // The engine was killed: all its events until then have arrived.
      call.on("error", () => finish());
      call.on("cancelled", () => finish());
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return {
    address: `tcp://127.0.0.1:${port}`,
    async close() {
      if (listening) await heard;
      server.forceShutdown();
    },
  };
}
