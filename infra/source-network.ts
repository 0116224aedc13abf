// Networks in CIDR notation, as the condition key aws:SourceIp takes them.
import { isIP } from "node:net";
import { WrongValue } from "./option-kinds.ts";

/** @throws WrongValue for a text that is no IPv4 or IPv6 address with a prefix length */
export function sourceNetwork(value: unknown): string {
  const [, address = "", length = ""] = /^([0-9a-fA-F:.]+)\/(\d{1,3})$/.exec(String(value)) ?? [];
  const family = isIP(address);
  if (typeof value !== "string" || family === 0 || Number(length) > (family === 4 ? 32 : 128)) {
    throw new WrongValue();
  }
  return value;
}
