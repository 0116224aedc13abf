// The measured operations: requests and their callers.
import { policy } from "./scene.ts";
import type { Unsigned } from "./sign.ts";

const form = (Action: string, parameters: Readonly<Record<string, string>> = {}): Unsigned => ({
  ...{ service: "sts", method: "POST", path: "/" },
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams({ Action, Version: "2011-06-15", ...parameters }).toString(),
});

export const list = (query: Readonly<Record<string, string>> = {}): Unsigned => ({
  ...{ service: "s3", method: "GET", path: "/bucket", query: { "list-type": "2", ...query } },
});

export const operations: readonly (readonly [
  name: string,
  by: "broker" | "session",
  ...requests: Unsigned[],
])[] = [
  ["ListObjectsV2 of 10 keys by a federated session", "session", list()],
  [
    ...(["GetObject of 1 KiB", "broker"] as const),
    ...Array.from(
      { length: 10 },
      (_, n): Unsigned => ({ service: "s3", method: "GET", path: `/bucket/key-${n}` }),
    ),
  ],
  [
    ...(["PutObject of 1 KiB", "broker"] as const),
    ...Array.from(
      { length: 100 },
      (_, n): Unsigned => ({
        ...{ service: "s3", method: "PUT", path: `/bucket/put-${n}`, body: "y".repeat(1024) },
      }),
    ),
  ],
  [
    ...(["GetFederationToken with a session policy", "broker"] as const),
    form("GetFederationToken", { Name: "User1", DurationSeconds: "7200", Policy: policy("s3:ListBucket") }),
  ],
  ["GetCallerIdentity", "broker", form("GetCallerIdentity")],
];
