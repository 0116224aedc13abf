// Whether two texts are the same policy document, written as AWS may write it back.

/**
 * IAM and S3 keep what a document says, but not how it was written: order of keys, a list around one value, an account's
 * number for the ARN of its root. Texts that are no JSON are compared as they are.
 */
export function sameDocument(one: string, other: string): boolean {
  return one === other || normalForm(one) === normalForm(other);
}

function normalForm(text: string): string {
  try {
    return JSON.stringify(normal(JSON.parse(text), ""));
  } catch {
    return text;
  }
}

function normal(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.map((each) => normal(each, key)).sort(byText);
  if (typeof value !== "object" || value === null) return scalar(value, key);
  const entries = Object.entries(value).map(([name, inner]) => [name, listed(normal(inner, name))] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const listed = (value: unknown): unknown => (Array.isArray(value) ? value : [value]);

function scalar(value: unknown, key: string): unknown {
  const text = String(value);
  if (key === "Action" || key === "NotAction") return text.toLowerCase();
  if (key === "AWS" && /^\d{12}$/.test(text)) return `arn:aws:iam::${text}:root`;
  if (key === "Principal" && text === "*") return { AWS: ["*"] };
  return text;
}

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
