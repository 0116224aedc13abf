// Any XML that is sent to S3 is accepted or refused in AWS's words: never an internal error, never silence.
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { NormalizedSchema } from "@smithy/core/schema";
import * as fc from "fast-check";
import { expect } from "vitest";
import { s3Operations } from "../../../loopback/s3/operations.ts";
import { services } from "../../../loopback/wire/services.ts";
import { shareOfCases } from "../../in-full.ts";
import { anyCharacter } from "../any-character.ts";
import { sendSigned } from "../raw.ts";
import { testInSharedSandbox as it, sandbox } from "../sandbox.ts";

it.beforeAll(async ({ sandbox }) => {
  await sandbox.s3.send(new CreateBucketCommand({ Bucket: "bucket" }));
  await sandbox.s3.send(new PutObjectCommand({ Bucket: "bucket", Key: "key", Body: "x" }));
});

/** Every operation whose body is XML, with the request that is it. */
const requests: readonly (readonly [operation: string, method: string, path: string])[] = [
  ["CreateBucket", "PUT", "/another-bucket"],
  ["PutBucketAbac", "PUT", "/bucket?abac"],
  ["PutBucketAccelerateConfiguration", "PUT", "/bucket?accelerate"],
  ["PutBucketAcl", "PUT", "/bucket?acl"],
  ["PutBucketAnalyticsConfiguration", "PUT", "/bucket?analytics&id=a"],
  ["PutBucketCors", "PUT", "/bucket?cors"],
  ["PutBucketEncryption", "PUT", "/bucket?encryption"],
  ["PutBucketIntelligentTieringConfiguration", "PUT", "/bucket?intelligent-tiering&id=a"],
  ["PutBucketInventoryConfiguration", "PUT", "/bucket?inventory&id=a"],
  ["PutBucketLifecycleConfiguration", "PUT", "/bucket?lifecycle"],
  ["PutBucketLogging", "PUT", "/bucket?logging"],
  ["PutBucketMetricsConfiguration", "PUT", "/bucket?metrics&id=a"],
  ["PutBucketNotificationConfiguration", "PUT", "/bucket?notification"],
  ["PutBucketOwnershipControls", "PUT", "/bucket?ownershipControls"],
  ["PutBucketReplication", "PUT", "/bucket?replication"],
  ["PutBucketRequestPayment", "PUT", "/bucket?requestPayment"],
  ["PutBucketTagging", "PUT", "/bucket?tagging"],
  ["PutBucketVersioning", "PUT", "/bucket?versioning"],
  ["PutBucketWebsite", "PUT", "/bucket?website"],
  ["PutObjectLockConfiguration", "PUT", "/bucket?object-lock"],
  ["PutPublicAccessBlock", "PUT", "/bucket?publicAccessBlock"],
  ["DeleteObjects", "POST", "/bucket?delete"],
  ["PutObjectAcl", "PUT", "/bucket/key?acl"],
  ["PutObjectLegalHold", "PUT", "/bucket/key?legal-hold"],
  ["PutObjectRetention", "PUT", "/bucket/key?retention"],
  ["PutObjectTagging", "PUT", "/bucket/key?tagging"],
  ["CompleteMultipartUpload", "POST", "/bucket/key?uploadId=a"],
];

/** Text that hurts careless readers: long, empty, of other types, escaped wrongly, of other worlds. */
const text = fc.oneof(
  fc.constantFrom(
    ...["", " ", "0", "-1", "1e999", "99999999999999999999", "true", "TRUE", "Enabled", "null", "undefined"],
    ...[
      "&amp;",
      "&lt;x&gt;",
      "&#0;",
      "&#x1F418;",
      "&nosuch;",
      "&",
      "]]>",
      "<![CDATA[<a>&]]>",
      "<!-- a -- b -->",
    ],
    ...[
      "__proto__",
      "constructor",
      "2026-01-01T00:00:00Z",
      "arn:aws:s3:::bucket",
      "*",
      "${aws:userid}",
      "\u0000",
    ],
    "x".repeat(5000),
  ),
  fc.string({ unit: anyCharacter }),
);

const tag = (name: string, content: string, attributes = "") => `<${name}${attributes}>${content}</${name}>`;

/** XML in the shape of a structure, with members left out, repeated, swapped for others and filled with text. */
function shaped(schema: NormalizedSchema, name: string, depth: number): fc.Arbitrary<string> {
  if (depth > 6) return text;
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    const inner = item.getMergedTraits().xmlName ?? "member";
    const flat = schema.getMergedTraits().xmlFlattened === 1;
    return fc
      .array(shaped(item, flat ? name : inner, depth + 1), { maxLength: 3 })
      .map((items) => (flat ? items.join("") : tag(name, items.join(""))));
  }
  if (!schema.isStructSchema()) return text.map((content) => tag(name, content));
  const members = [...schema.structIterator()].map(([member, one]) =>
    shaped(one, one.getMergedTraits().xmlName ?? member, depth + 1),
  );
  const junk = fc.constantFrom("", "<Other/>", "<__proto__><a>1</a></__proto__>", "<a", "text", "<?php ?>");
  return fc
    .tuple(fc.subarray([...members.keys()]), fc.tuple(...members), junk, fc.boolean())
    .map(([chosen, all, other, twice]) => {
      const content = chosen.map((index) => all[index] ?? "").join("");
      return tag(name, `${content}${twice ? content : ""}${other}`, ' xmlns:xsi="a" xsi:type="Group"');
    });
}

function bodies(operation: string): fc.Arbitrary<string> {
  const input = NormalizedSchema.of(services.s3.operations.get(operation)?.[4] ?? 0);
  const [name = "", payload] =
    [...input.structIterator()].find(([, member]) => member.getMergedTraits().httpPayload) ?? [];
  const root = payload?.getMergedTraits().xmlName ?? payload?.getName() ?? name;
  const whole = payload === undefined ? text : shaped(payload, root, 0);
  return fc.oneof(
    { weight: 6, arbitrary: whole },
    { weight: 1, arbitrary: text },
    { weight: 1, arbitrary: whole.chain((xml) => fc.nat(xml.length).map((end) => xml.slice(0, end))) },
    { weight: 1, arbitrary: fc.constant(`${"<a>".repeat(2000)}${"</a>".repeat(2000)}`) },
    { weight: 1, arbitrary: fc.constant(tag(root, "<a>".repeat(2000))) },
  );
}

const numRuns = 20 * shareOfCases();

it.each(requests)("%s", async (operation, method, path) => {
  await fc.assert(
    fc.asyncProperty(bodies(operation), async (body) => {
      const { status, code } = await sendSigned(sandbox, { method, path, body });
      expect(status === 501 ? code : status).toSatisfy((told) => told === "NotImplemented" || told < 500);
      // Of several objects each is refused for itself, in an answer that is none.
      if (operation !== "DeleteObjects") expect(code === "" || status >= 400).toBe(true);
    }),
    { numRuns },
  );
});

it("every operation that is served and has such a body is among them", () => {
  const withXml = Object.keys(s3Operations).filter((name) =>
    [...NormalizedSchema.of(services.s3.operations.get(name)?.[4] ?? 0).structIterator()].some(
      ([, member]) => member.getMergedTraits().httpPayload && member.isStructSchema(),
    ),
  );
  const named = new Set(requests.map(([operation]) => operation));
  expect(withXml.filter((name) => !named.has(name))).toEqual([]);
});
