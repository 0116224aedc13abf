// CRC-32C and CRC-64/NVME, which Node lacks, byte by byte from tables.
// The SDK's own (@aws-sdk/checksums) are as fast for 8 MB, half as fast for 1 KB, and asynchronous, as no write here is.
// https://reveng.sourceforge.io/crc-catalogue/all.htm (CRC-32/ISCSI, CRC-64/NVME; both reflected, both inverted)

/** The reflected polynomials; the one of 64 bits in two halves, for numbers of 32. */
const castagnoli = 0x82f63b78;
const nvme = { high: 0x9a6c9329, low: 0xac4bc9b5 };

const table32 = new Uint32Array(256);
const high64 = new Uint32Array(256);
const low64 = new Uint32Array(256);

for (let index = 0; index < 256; index++) {
  let crc = index;
  let [high, low] = [0, index];
  for (let bit = 0; bit < 8; bit++) {
    crc = (crc >>> 1) ^ (crc & 1 ? castagnoli : 0);
    const odd = low & 1;
    low = ((low >>> 1) | (high << 31)) ^ (odd ? nvme.low : 0);
    high = (high >>> 1) ^ (odd ? nvme.high : 0);
  }
  table32[index] = crc;
  high64[index] = high;
  low64[index] = low;
}

/** CRC-32C as an unsigned number. */
export function crc32c(content: Uint8Array): number {
  let crc = -1;
  // An index loop: an iterator would cost ten times as much.
  for (let at = 0; at < content.length; at++)
    crc = (crc >>> 8) ^ (table32[(crc ^ (content[at] ?? 0)) & 255] ?? 0);
  return ~crc >>> 0;
}

/** CRC-64/NVME, eight bytes, the highest first. */
export function crc64nvme(content: Uint8Array): Buffer {
  let high = -1;
  let low = -1;
  for (let at = 0; at < content.length; at++) {
    const index = (low ^ (content[at] ?? 0)) & 255;
    low = ((low >>> 8) | (high << 24)) ^ (low64[index] ?? 0);
    high = (high >>> 8) ^ (high64[index] ?? 0);
  }
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(~high >>> 0, 0);
  bytes.writeUInt32BE(~low >>> 0, 4);
  return bytes;
}
