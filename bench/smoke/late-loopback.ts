// A loopback in a process of its own that takes its time: each request is looked at so many milliseconds after it came.
import { Server } from "node:http";
import { type Loopback, startLoopback } from "../../loopback/start-loopback.ts";

/** What it tells its parent: first where it is, then, whenever it is asked, how many requests it has answered. */
export type Told = Omit<Loopback, "close"> | { readonly calls: number };

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
const tell = (told: Told) => process.send?.(told);
process.on("message", () => tell({ calls }));
process.on("disconnect", () => process.exit());
tell(loopback);
