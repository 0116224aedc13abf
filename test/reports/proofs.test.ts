// Proofs as a person reads them, at 80 columns, and as a program does.
import { expect, it } from "vitest";
import { proofLines, proofReport } from "../../reports/proofs.ts";

const found = {
  proofs: [
    { theorem: "No session exceeds the broker.", verdict: "proved", story: [], milliseconds: 12.4 },
    {
      theorem: "Nobody outside the account reaches the bucket, whatever its own account allows it to do.",
      verdict: "disproved",
      caller: "a call that is not signed",
      place: "in the bucket",
      story: ["a call that is not signed may, in the bucket: s3:GetObject on object a of bucket inside."],
      milliseconds: 3,
    },
    { theorem: "It holds.", verdict: "unknown", story: ["It cannot be told."], milliseconds: 1234 },
  ],
  unclaimed: [
    { theorem: "One.", because: "the stack made no permissions boundary" },
    { theorem: "Two.", because: "the stack made no permissions boundary" },
    { theorem: "Three.", because: "it needs --resource" },
  ],
} as const;

it("are lines of 80 columns, with the time, the request that breaks a theorem, and what was not asked", () => {
  expect(proofLines(found, 80, (_, text) => text).split("\n")).toEqual([
    "PROVED     No session exceeds the broker.                                  12 ms",
    "DISPROVED  Nobody outside the account reaches the bucket, whatever its      3 ms",
    "           own account allows it to do.",
    "           a call that is not signed may, in the bucket: s3:GetObject on object",
    "           a of bucket inside.",
    "UNKNOWN    It holds.                                                     1234 ms",
    "           It cannot be told.",
    "Not asked, because the stack made no permissions boundary: 2 theorems.",
    "Not asked, because it needs --resource: 1 theorem.",
    "3 theorems: 1 proved, 1 disproved, 1 unknown",
  ]);
});

it("are a report of version 1 for programs", () => {
  expect(proofReport(found, 1, new Date("2026-11-28T12:00:00Z"))).toEqual({
    format: "federation-broker proofs",
    version: 1,
    writtenAt: "2026-11-28T12:00:00.000Z",
    exitStatus: 1,
    ...found,
  });
});
