// IPv4 and IPv6 addresses and ranges: 32 bits in a number, 128 bits in a bigint.

type Address = { readonly width: 32; readonly bits: number } | { readonly width: 128; readonly bits: bigint };

export interface Range {
  readonly address: Address;
  readonly prefix: number;
}

const DOT = 46;
const ZERO = 48;
const NINE = 57;
const GROUP = /^[0-9a-f]{1,4}$/i;

/** The address in a text, or undefined. */
export function parseAddress(text: string): Address | undefined {
  return text.includes(":") ? parseV6(text) : parseV4(text);
}

function parseV4(text: string): Extract<Address, { width: 32 }> | undefined {
  let bits = 0;
  let octet = 0;
  let digits = 0;
  let octets = 1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === DOT && digits > 0) {
      bits = bits * 256 + octet;
      octets += 1;
      octet = 0;
      digits = 0;
    } else if (code >= ZERO && code <= NINE && digits < 3) {
      octet = octet * 10 + code - ZERO;
      digits += 1;
      if (octet > 255) return undefined;
    } else {
      return undefined;
    }
  }
  return octets === 4 && digits > 0 ? { width: 32, bits: bits * 256 + octet } : undefined;
}

function parseV6(text: string): Address | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, index) => parseGroups(half, index === halves.length - 1));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<number>(missing).fill(0), ...(tail ?? [])];
  return { width: 128, bits: groups.reduce((bits, group) => bits * 65_536n + BigInt(group), 0n) };
}

// The 16-bit groups of a half; the last of the whole address may be written as an IPv4 address.
function parseGroups(text: string, isLast: boolean): readonly number[] | undefined {
  if (text === "") return [];
  const groups: number[] = [];
  const written = text.split(":");
  for (const [index, group] of written.entries()) {
    const v4 = isLast && index === written.length - 1 ? parseV4(group) : undefined;
    if (v4 !== undefined) groups.push(Math.floor(v4.bits / 65_536), v4.bits % 65_536);
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
  if (address.width === 32) {
    const size = 2 ** (32 - prefix);
    return candidate.width === 32 && Math.floor(candidate.bits / size) === Math.floor(address.bits / size);
  }
  const shift = BigInt(128 - prefix);
  return candidate.width === 128 && candidate.bits >> shift === address.bits >> shift;
}
