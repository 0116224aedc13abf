// IPv4 and IPv6 addresses and ranges as runs of bits.

export interface Address {
  /** 32 or 128. */
  readonly width: number;
  readonly bits: bigint;
}

export interface Range {
  readonly address: Address;
  readonly prefix: number;
}

const OCTETS = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const GROUP = /^[0-9a-f]{1,4}$/i;

/** The address in a text, or undefined. */
export function parseAddress(text: string): Address | undefined {
  return text.includes(":") ? parseV6(text) : parseV4(text);
}

function parseV4(text: string): Address | undefined {
  const octets = OCTETS.exec(text)?.slice(1).map(Number);
  if (octets === undefined || octets.some((octet) => octet > 255)) return undefined;
  return { width: 32, bits: BigInt(octets.reduce((bits, octet) => bits * 256 + octet, 0)) };
}

function parseV6(text: string): Address | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(parseGroups);
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<number>(missing).fill(0), ...(tail ?? [])];
  return { width: 128, bits: groups.reduce((bits, group) => bits * 65_536n + BigInt(group), 0n) };
}

// The 16-bit groups of a half; the last may be written as an IPv4 address.
function parseGroups(text: string): readonly number[] | undefined {
  if (text === "") return [];
  const groups: number[] = [];
  const written = text.split(":");
  for (const [index, group] of written.entries()) {
    const v4 = index === written.length - 1 ? parseV4(group) : undefined;
    if (v4 !== undefined) groups.push(Number(v4.bits >> 16n), Number(v4.bits & 0xffffn));
    else if (GROUP.test(group)) groups.push(Number.parseInt(group, 16));
    else return undefined;
  }
  return groups;
}

/**
 * A CIDR range, or an address alone, which is a range of one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export function parseRange(text: string): Range | undefined {
  const [written = "", length, ...more] = text.split("/");
  const address = parseAddress(written);
  if (address === undefined || more.length > 0) return undefined;
  if (length === undefined) return { address, prefix: address.width };
  const prefix = /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  return prefix <= address.width ? { address, prefix } : undefined;
}

export function inRange({ address, prefix }: Range, candidate: Address): boolean {
  const shift = BigInt(address.width - prefix);
  return candidate.width === address.width && candidate.bits >> shift === address.bits >> shift;
}
