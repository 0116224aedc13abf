// Other local AWS servers: how each is started on a free port with IAM enforced, and who its operator is.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Credentials } from "../../smoke/deployment/target.ts";
import { policyOf } from "../smoke/outputs.ts";
import type { Account } from "../smoke/seed.ts";

export interface Opened {
  /** The account to deploy into, with the key of its root. */
  readonly account: Account;
  /** The operator, who makes the controls once everything is deployed; from then on IAM is enforced. */
  enforce(): Promise<Credentials>;
  close(): Promise<void>;
}

export interface Server {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
  /** Makes the operator, and turns enforcement on where it is not from the start. */
  enforce(account: Account): Promise<Credentials>;
}

// Any other key is unknown to both, and this one is root.
const root = { accessKeyId: "test", secretAccessKey: "test" };

export const ministack: Server = {
  name: "ministack",
  command: ["ministack"],
  environment: {
    ...{ AUTH: "true", GATEWAY_PORT: "0", BIND_HOST: "127.0.0.1" },
    // Listeners on ports of their own.
    ...{ IOT_MTLS_ENABLED: "0", SFTP_ENABLED: "0" },
  },
  enforce: async () => root,
};

export const moto: Server = {
  name: "moto",
  command: ["moto_server", "--host", "127.0.0.1", "--port", "0"],
  environment: {},
  async enforce(account) {
    const operator = await makeOperator(account);
    // From the first call on; until then, everybody may do everything.
    await fetch(`${account.endpoint}/moto-api/reset-auth`, { method: "POST", body: "0" });
    return operator;
  },
};

/** moto allows no call of a root: the operator, who may do everything, is a user. */
async function makeOperator({ endpoint, region }: Account): Promise<Credentials> {
  const client = new IAMClient({ endpoint, region, credentials: root });
  const UserName = "operator";
  const PolicyDocument = policyOf({ Effect: "Allow", Action: "*", Resource: "*" });
  await client.send(new CreateUserCommand({ UserName }));
  await client.send(new PutUserPolicyCommand({ UserName, PolicyName: "everything", PolicyDocument }));
  const { AccessKey } = await client.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? "", secretAccessKey: AccessKey?.SecretAccessKey ?? "" };
}

/** Starts it on a free port, with a folder of its own for what it leaves behind. */
export async function start({ command: [command, ...args], environment, enforce }: Server): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), "federation-broker-foreign-"));
  const { PATH } = process.env;
  const child = spawn(command, args, {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH, HOME: folder, TMPDIR: folder, PYTHONUNBUFFERED: "1", ...environment },
  });
  const close = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "close");
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const endpoint = await announced(child);
    const sts = new STSClient({ endpoint, region: "us-east-1", credentials: root });
    const { Account: accountId = "" } = await sts.send(new GetCallerIdentityCommand({}));
    const account = { endpoint, region: "us-east-1", accountId, ...root };
    return { account, enforce: () => enforce(account), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The endpoint, once it says where it listens. */
async function announced(child: ChildProcess): Promise<string> {
  const said: string[] = [];
  return await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface(stream).on("line", (line) => {
        said.push(line);
        const [endpoint] = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(line) ?? [];
        if (endpoint !== undefined) resolve(endpoint);
      });
    }
    child.on("error", reject);
    child.on("close", () => reject(new Error(`it ended before it listened:\n${said.join("\n")}`)));
  });
}
