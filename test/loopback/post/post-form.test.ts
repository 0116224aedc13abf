// Forms as browsers write them, and as no browser does.
import { describe, expect, it } from "vitest";
import { readPostForm } from "../../../loopback/post/post-form.ts";

const read = (body: string, type = "multipart/form-data; boundary=b") =>
  readPostForm({
    ...{ id: "1", method: "POST", path: "/bucket", query: new Map(), sourceIp: "127.0.0.1" },
    headers: { "content-type": type },
    body: Buffer.from(body),
  });
const part = (disposition: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${value}\r\n`;
const file = part('name="file"; filename="a"', "hello");

describe("a form is read", () => {
  it("with its fields and its file", () => {
    const { fields, content } = read(`${part('name="Key"', "é")}${part('name="empty"', "")}${file}--b--\r\n`);
    expect([...fields]).toEqual([
      ["key", "é"],
      ["empty", ""],
    ]);
    expect(content.toString()).toBe("hello");
  });

  it("with a file of any bytes, line ends and dashes among them", () => {
    const bytes = "\r\n--\r\n\r\n--a\r\n\0";
    expect(read(`${part('name="file"', bytes)}--b--`).content.toString()).toBe(bytes);
  });

  it("with a preamble, further headers and other orders", () => {
    const odd = `hello\r\n--b\r\nContent-Type: text/plain\r\nCONTENT-DISPOSITION: form-data; filename="x"; name=file\r\n\r\n1\r\n--b--\r\nbye`;
    expect(read(odd).content.toString()).toBe("1");
  });

  it("with its boundary in quotes", () => {
    const type = 'Multipart/Form-Data; charset=utf-8; boundary="b"';
    expect(read(`${file}--b--`, type).content.toString()).toBe("hello");
  });

  it("up to its file", () => {
    expect(read(`${file}${part('name="key"', "late")}--b--`).fields.has("key")).toBe(false);
  });
});

describe("a form is malformed", () => {
  it.each([
    ["with no boundary in its type", file, "multipart/form-data"],
    ["with another boundary", file, "multipart/form-data; boundary=c"],
    ["that is empty", "", undefined],
    ["that ends within a part", part('name="key"', "a").slice(0, -4), undefined],
    ["that ends after a part", part('name="key"', "a"), undefined],
    ["with a name that is missing", `${part("", "a")}--b--`, undefined],
    ["with two names", `${part('name="key"; name="acl"', "a")}--b--`, undefined],
    ["with a name that is not closed", `${part('name="key', "a")}--b--`, undefined],
    [
      "with two dispositions",
      `--b\r\nContent-Disposition: form-data; name="key"\r\nContent-Disposition: form-data; name="acl"\r\n\r\na\r\n--b--`,
      undefined,
    ],
    [
      "with a part that is no form's",
      `--b\r\nContent-Disposition: attachment; name="key"\r\n\r\na\r\n--b--`,
      undefined,
    ],
    [
      "with text behind a boundary",
      `--bc\r\nContent-Disposition: form-data; name="key"\r\n\r\na\r\n--b--`,
      undefined,
    ],
    ["with its boundary within a line", `x${file}--b--`, undefined],
  ])("%s", (_, body, type) => {
    expect(() => read(body, type)).toThrow(
      "The body of your POST request is not well-formed multipart/form-data.",
    );
  });

  it("with a file where a field stands, or with none at all", () => {
    expect(() => read(`${part('name="key"; filename="k"', "a")}${file}--b--`)).toThrow("exactly one field");
    expect(() => read(`${part('name="key"', "a")}--b--`)).toThrow(
      "POST requires exactly one file upload per request.",
    );
  });
});

describe("what comes before the file", () => {
  const tooMuch = expect.objectContaining({
    code: "MaxPostPreDataLengthExceededError",
    message: "Your POST request fields preceding the upload file were too large.",
  });

  it("may have 20 KB", () => {
    const field = part('name="x-amz-meta-a"', "a".repeat(20_000));
    expect(read(`${field}${file}--b--`).content.toString()).toBe("hello");
  });

  it.each([
    ["a field", part('name="x-amz-meta-a"', "a".repeat(20 * 1024))],
    ["many fields", Array.from({ length: 500 }, (_, i) => part(`name="x-amz-meta-${i}"`, "a")).join("")],
    ["a head", `--b\r\nX: ${"a".repeat(20 * 1024)}\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n`],
  ])("is refused beyond that: %s", (_, before) => {
    expect(() => read(`${before}${file}--b--`)).toThrow(tooMuch);
  });

  it("is not the file: that may be large", () => {
    expect(read(`${part('name="file"', "a".repeat(100_000))}--b--`).content.length).toBe(100_000);
  });
});
