// What is known about a failed SDK call, in one shape whatever was thrown. Nothing here can hold a secret.

export interface AwsFailure {
  /** AWS's error code, or the system's (`ECONNREFUSED`); "" when there is none. */
  code: string;
  message: string;
  /** The HTTP status, when an answer came at all. */
  status?: number;
  requestId?: string;
}

// The SDK's names for an error whose body named no code.
const NAMELESS = new Set(["Error", "Unknown", "UnknownError", "TypeError", "SyntaxError"]);

/** Reads what an SDK client threw. */
export function readFailure(thrown: unknown): AwsFailure {
  if (typeof thrown !== "object" || thrown === null) return { code: "", message: String(thrown) };
  const metadata: object = "$metadata" in thrown ? Object(thrown.$metadata) : {};
  const { httpStatusCode: status, requestId } = metadata as { httpStatusCode?: unknown; requestId?: unknown };
  return {
    code: codeOf(thrown, typeof status === "number"),
    message: "message" in thrown ? firstLine(String(thrown.message)) : "",
    ...(typeof status === "number" ? { status } : {}),
    ...(typeof requestId === "string" ? { requestId } : {}),
  };
}

// Without an answer the system's code says more than the name: the SDK calls every broken connection a
// TimeoutError.
function codeOf(thrown: object, answered: boolean): string {
  const name = "name" in thrown ? String(thrown.name) : "";
  const system = "code" in thrown && typeof thrown.code === "string" ? thrown.code : "";
  if (!answered && system !== "") return system;
  return NAMELESS.has(name) ? system : name;
}

// The SDK appends advice to developers on further lines.
const firstLine = (text: string): string => text.split("\n", 1)[0]?.trim() ?? "";
