// A virtual MFA device as a person has it: six digits from a seed and a clock. RFC 6238, written out.
import { createHmac } from "node:crypto";
import { CreateVirtualMFADeviceCommand, EnableMFADeviceCommand, type IAMClient } from "@aws-sdk/client-iam";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function bytes(base32: string): Buffer {
  const bits = [...base32].map((one) => alphabet.indexOf(one).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The code of the time step in which `seconds` since 1970 lie. */
export function code(seed: string, seconds: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)));
  const digest = createHmac("sha1", bytes(seed)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

export interface Authenticator {
  readonly serial: string;
  readonly seed: string;
  /** The code now, or this many seconds from now. */
  show(offset?: number): string;
}

const clock = () => Date.now() / 1000;

/** A device that belongs to nobody yet. */
export async function createDevice(iam: IAMClient, name: string): Promise<Authenticator> {
  const command = new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name });
  const { VirtualMFADevice } = await iam.send(command);
  const seed = Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString();
  const serial = VirtualMFADevice?.SerialNumber ?? "";
  return { serial, seed, show: (offset = 0) => code(seed, clock() + offset) };
}

/** A device enabled for a user with the codes of a minute ago: the current ones are not used yet. */
export async function enableDevice(iam: IAMClient, UserName: string, name: string): Promise<Authenticator> {
  const device = await createDevice(iam, name);
  const command = new EnableMFADeviceCommand({
    ...{ UserName, SerialNumber: device.serial },
    ...{ AuthenticationCode1: device.show(-60), AuthenticationCode2: device.show(-30) },
  });
  await iam.send(command);
  return device;
}
