// Pulumi's language host, served from a test: it runs programs with @pulumi/pulumi's own runner, as the CLI's host does.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import {
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import { version } from "@pulumi/pulumi/version.js";

const runner = join(import.meta.dirname, "..", "node_modules", "@pulumi", "pulumi", "cmd", "run", "index.js");

/** The runner's exit code where it has told the person already what is wrong. */
const told = 32;

/** The runner translates a stack for every promise of its SDK, which is a quarter of what a program takes. */
const withoutStacks = "--stack-trace-limit=0";

export interface LanguageHost {
  /** The engine attaches to it with this variable in its environment. */
  readonly environment: { readonly PULUMI_DEBUG_LANGUAGES: string };
  close(): void;
}

/**
 * Serves a host on 127.0.0.1, for engines that run one after another. An engine that starts a host of its own waits for
 * it, and a host that was built from source may ask the engine all the time whether it is alive: for tests that start
 * the engine a hundred times, that is more than half of their time.
 */
export async function serveLanguageHost(): Promise<LanguageHost> {
  let engine = "";
  const service: UntypedServiceImplementation = {
    handshake: unary((call: ServerUnaryCall<messages.LanguageHandshakeRequest, unknown>) => {
      engine = call.request.getEngineAddress();
      return new messages.LanguageHandshakeResponse();
    }),
    getPluginInfo: unary(() => {
      const response = new plugin.PluginInfo();
      response.setVersion(version);
      return response;
    }),
    getRequiredPackages: unary(() => new messages.GetRequiredPackagesResponse()),
    run: unary((call: ServerUnaryCall<messages.RunRequest, unknown>) => run(call, engine)),
  };
  const server = new Server();
  server.addService(LanguageRuntimeService, service);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    environment: { PULUMI_DEBUG_LANGUAGES: `nodejs:${port}` },
    close: () => server.forceShutdown(),
  };
}

/** Runs the program to its end, or until the engine is gone. */
async function run(
  call: ServerUnaryCall<messages.RunRequest, unknown>,
  engine: string,
): Promise<messages.RunResponse> {
  const { request } = call;
  const info = request.getInfo();
  const folder = info?.getProgramDirectory() ?? "";
  const options = {
    monitor: request.getMonitorAddress(),
    engine,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": info?.getRootDirectory() ?? "",
    stack: request.getStack(),
    pwd: folder,
    parallel: String(request.getParallel()),
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const dryRun = request.getDryrun() ? ["--dry-run"] : [];
  const program = [runner, ...args, ...dryRun, info?.getEntryPoint() ?? "."];
  const child = spawn(process.execPath, [withoutStacks, ...program], {
    cwd: folder,
    env: { ...process.env, ...configuration(request) },
    stdio: "ignore",
  });
  call.on("cancelled", () => child.kill("SIGKILL"));
  const [status, signal] = await once(child, "close");
  const response = new messages.RunResponse();
  if (status === told) response.setBail(true);
  else if (status !== 0) response.setError(`the program failed: ${signal ?? status}`);
  return response;
}

/** The stack's configuration, where the runner looks for it: keys are "namespace:config:name". */
function configuration(request: messages.RunRequest): Record<string, string> {
  const entries = request
    .getConfigMap()
    .toArray()
    .map(([key, value]) => [key.replace(":", ":config:"), value]);
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(entries)),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
}

function unary<Q, A>(work: (call: ServerUnaryCall<Q, A>) => A | Promise<A>): handleUnaryCall<Q, A> {
  return (call, answer) => {
    Promise.resolve(call)
      .then(work)
      .then(
        (response) => answer(null, response),
        (error: Error) => answer(error),
      );
  };
}
