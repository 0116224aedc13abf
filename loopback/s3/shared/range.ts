// Which bytes a read wants: a range, a part, or all. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
import { AwsError } from "../../aws-error.ts";
import type { StoredObject } from "../../store/stored-object.ts";
import { invalidArgument } from "./listings.ts";

interface RangeInput {
  readonly Range?: string | undefined;
  readonly PartNumber?: number | undefined;
}

export interface Span {
  /** The first byte, and the first beyond the last. */
  readonly from: number;
  readonly to: number;
  /** Whether this is a range, even one of the whole object. */
  readonly partial: boolean;
  /** The number of parts, for a read by part of an object that was uploaded in parts. */
  readonly partsCount?: number;
}

/**
 * The bytes that a read wants. Any other form than a single range of bytes is ignored, as in HTTP.
 * @throws AwsError InvalidRange (416) beyond the object's end, InvalidPartNumber (416), InvalidRequest for a range and a part.
 */
export function spanOf({ Range, PartNumber }: RangeInput, object: StoredObject): Span {
  if (PartNumber !== undefined) {
    if (Range === undefined) return partOf(PartNumber, object);
    throw new AwsError("InvalidRequest", "Cannot specify both Range header and partNumber query parameter");
  }
  return (Range === undefined ? undefined : readRange(Range, object.size)) ?? whole(object);
}

const whole = ({ size }: StoredObject): Span => ({ from: 0, to: size, partial: false });

/** `bytes=0-9`, `bytes=10-`, `bytes=-10`; undefined for anything else. */
function readRange(text: string, size: number): Span | undefined {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(text.trim()) ?? [];
  if (first === "" && last === "") return undefined;
  if (first === "") {
    if (Number(last) === 0 || size === 0) throw unsatisfiable(text, size);
    return { from: Math.max(size - Number(last), 0), to: size, partial: true };
  }
  if (last !== "" && Number(last) < Number(first)) return undefined;
  if (Number(first) >= size) throw unsatisfiable(text, size);
  return { from: Number(first), to: last === "" ? size : Math.min(Number(last) + 1, size), partial: true };
}

function unsatisfiable(RangeRequested: string, size: number): AwsError {
  const details = { RangeRequested, ActualObjectSize: String(size) };
  return new AwsError("InvalidRange", "The requested range is not satisfiable", details);
}

const maximumPart = 10_000;

/** @throws AwsError InvalidArgument. */
export function requirePartNumber(number: number | undefined): number {
  if (number !== undefined && number >= 1 && number <= maximumPart) return number;
  throw invalidArgument(
    `Part number must be an integer between 1 and ${maximumPart}, inclusive`,
    "partNumber",
    String(number),
  );
}

function partOf(wanted: number, object: StoredObject): Span {
  const { parts } = object.attributes;
  requirePartNumber(wanted);
  if (parts === undefined && wanted === 1) return { ...whole(object), partial: object.size > 0 };
  const index = parts?.findIndex(({ number }) => number === wanted) ?? -1;
  if (parts === undefined || index === -1) {
    const details = { ActualPartCount: String(parts?.length ?? 1), PartNumberRequested: String(wanted) };
    throw new AwsError("InvalidPartNumber", "The requested partnumber is not satisfiable", details);
  }
  const from = parts.slice(0, index).reduce((sum, { size }) => sum + size, 0);
  const to = from + (parts[index]?.size ?? 0);
  return { from, to, partial: true, partsCount: parts.length };
}

/** `bytes 0-9/100`, where it is a range. */
export const contentRange = ({ from, to, partial }: Span, { size }: StoredObject): object =>
  partial ? { ContentRange: `bytes ${from}-${to - 1}/${size}` } : {};
