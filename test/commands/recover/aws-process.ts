// A loopback and its provider in a separate process, which can be killed: kept in a folder, on given ports.

import { startLoopback } from "../../../loopback/start-loopback.ts";
import { serveProvider } from "../../../provider/serve-provider.ts";

const [state = "", port = "0", providerPort = "0", killAt] = process.argv.slice(2);

const { close: _, ...loopback } = await startLoopback({
  state,
  port: Number(port),
  // The operation is done and kept, but not answered yet.
  log: ({ operation }) => {
    if (operation === killAt) process.kill(process.pid, "SIGKILL");
  },
});
const { endpoint, region } = loopback;
const provider = await serveProvider({ endpoint, region }, Number(providerPort));
console.log(JSON.stringify({ ...loopback, providerPort: provider.port }));
