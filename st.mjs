import { enableCompileCache } from "node:module";
enableCompileCache("/tmp/wcc2");
const { startLoopback } = await import("./loopback/start-loopback.ts");
const l = await startLoopback({});
const t=performance.now(); const r=await fetch(l.endpoint); await r.text();
console.log("since start", performance.now(), process.cpuUsage(), process.memoryUsage().rss/1048576, process.memoryUsage().heapUsed/1048576);
global.gc?.(); console.log(process.memoryUsage().rss/1048576, process.memoryUsage().heapUsed/1048576)
process.exit(0)
