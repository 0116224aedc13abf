// Reads the form of a browser's upload, multipart/form-data.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html, https://www.rfc-editor.org/rfc/rfc7578
import { AwsError } from "../aws-error.ts";
import type { WireRequest } from "../wire/wire-request.ts";

export interface PostForm {
  /** Names in lower case; only fields before the file count. */
  readonly fields: ReadonlyMap<string, string>;
  readonly content: Buffer;
}

interface Part {
  readonly name: string;
  /** Of a file; a path is cut to its last part, as S3 cuts it. */
  readonly filename: string | undefined;
  readonly content: Buffer;
  /** Where the content begins in the body. */
  readonly start: number;
}

/** In bytes: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html, "Form fields". */
const mostBeforeFile = 20 * 1024;

/**
 * The fields and the file of a form; `${filename}` in its key is the file's name.
 * @throws AwsError PreconditionFailed for another body, MalformedPOSTRequest for one that cannot be read,
 * MaxPostPreDataLengthExceededError for more than 20 KB before the file, InvalidArgument
 * for a form without a file, or with two fields of one name, which two readers might read differently.
 */
export function readPostForm({ headers, body }: WireRequest): PostForm {
  const fields = new Map<string, string>();
  for (const { name, filename, content, start } of readParts(
    body,
    boundaryOf(headers["content-type"] ?? ""),
  )) {
    if ((name === "file" ? start : start + content.length) > mostBeforeFile) throw tooMuchBeforeFile();
    if (name === "file") return { fields: named(fields, filename ?? ""), content };
    if (filename !== undefined || fields.has(name)) throw oneOf(name, "field of that name");
    fields.set(name, content.toString());
  }
  throw oneOf("file", "file upload");
}

/** A form of which only the start has come, with its file cut off there. */
export function asIfEnded(request: WireRequest): WireRequest {
  const end = `\r\n--${boundaryOf(request.headers["content-type"] ?? "")}--\r\n`;
  return { ...request, body: Buffer.concat([request.body, Buffer.from(end)]) };
}

function boundaryOf(type: string): string {
  if (!/^multipart\/form-data\s*(;|$)/i.test(type)) {
    throw new AwsError(
      "PreconditionFailed",
      "At least one of the pre-conditions you specified did not hold",
      {
        Condition: "Bucket POST must be of the enclosure-type multipart/form-data",
      },
    );
  }
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))\s*(?:;|$)/i.exec(type) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw malformed();
  return boundary;
}

/** The parts, each between two delimiters; a body whose last delimiter is missing was cut off. */
function* readParts(body: Buffer, boundary: string): Generator<Part> {
  const delimiter = `\r\n--${boundary}`;
  let at = body.indexOf(`--${boundary}`);
  if (at !== 0 && body.toString("latin1", at - 2, at) !== "\r\n") throw malformed();
  at += boundary.length + 2;
  while (body.toString("latin1", at, at + 2) !== "--") {
    const begin = body.indexOf("\r\n\r\n", at);
    const end = body.indexOf(delimiter, begin + 4);
    if (begin === -1 || end === -1 || body.toString("latin1", at, at + 2) !== "\r\n") throw malformed();
    if (begin > mostBeforeFile) throw tooMuchBeforeFile();
    const part = readPart(body.toString("utf8", at + 2, begin), body.subarray(begin + 4, end));
    yield { ...part, start: begin + 4 };
    at = end + delimiter.length;
  }
}

/** `Content-Disposition: form-data; name="key"; filename="photo.png"`; browsers write a quote in a name as %22. */
function readPart(head: string, content: Buffer): Omit<Part, "start"> {
  const dispositions = head.split("\r\n").filter((line) => /^content-disposition:/i.test(line));
  const [, rest = ""] = /^content-disposition:\s*form-data\s*;(.*)$/i.exec(dispositions[0] ?? "") ?? [];
  const read = new Map<string, string>();
  const left = rest.replace(/\s*([\w*-]+)=(?:"([^"]*)"|([^\s;"]+))\s*(?:;|$)/gy, (_, name, quoted, bare) => {
    if (read.has(name.toLowerCase())) throw malformed();
    read.set(name.toLowerCase(), quoted ?? bare);
    return "";
  });
  const name = read.get("name");
  if (dispositions.length !== 1 || left.trim() !== "" || !name) throw malformed();
  return { name: name.toLowerCase(), filename: read.get("filename")?.split(/[\\/]/).at(-1), content };
}

function named(fields: Map<string, string>, filename: string): Map<string, string> {
  const key = fields.get("key");
  return key === undefined
    ? fields
    : fields.set(
        "key",
        key.replaceAll("${filename}", () => filename),
      );
}

const tooMuchBeforeFile = (): AwsError =>
  new AwsError(
    "MaxPostPreDataLengthExceededError",
    "Your POST request fields preceding the upload file were too large.",
  );

const malformed = (): AwsError =>
  new AwsError(
    "MalformedPOSTRequest",
    "The body of your POST request is not well-formed multipart/form-data.",
  );

const oneOf = (name: string, what: string): AwsError =>
  new AwsError("InvalidArgument", `POST requires exactly one ${what} per request.`, { ArgumentName: name });
