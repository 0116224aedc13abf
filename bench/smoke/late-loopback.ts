// A slow loopback in its own process: it begins with each request some milliseconds after it arrived.
import { Server } from "node:http";
import { type Loopback, startLoopback } from "../../loopback/start-loopback.ts";

/** Its messages to its parent: first its address, then, on request, how many requests it has answered. */
export type Message = Omit<Loopback, "close"> | { readonly calls: number };

const latency = Number(process.argv[2]);
const emit = Server.prototype.emit as (this: Server, ...event: unknown[]) => boolean;
Server.prototype.emit = function (this: Server, ...event: unknown[]) {
  if (event[0] !== "request") return emit.apply(this, event);
  setTimeout(() => emit.apply(this, event), latency);
  return true;
};

let calls = 0;
const { close: _, ...loopback } = await startLoopback({
  log: () => {
    calls += 1;
  },
});
const tell = (message: Message) => process.send?.(message);
process.on("message", () => tell({ calls }));
process.on("disconnect", () => process.exit());
tell(loopback);
