// The score of the promises for a person.
import { expect, test } from "vitest";
import { mutationReport } from "../../reports/mutation.ts";
import type { MutantResult } from "../../smoke/mutation/run-mutation.ts";

const of = (more: object): MutantResult =>
  ({
    ...{ document: "the bucket's policy", operator: "action: any", statement: 0 },
    ...{ says: "Action s3:* becomes *", text: '{"Sid":"DenyPlainHttp"}', fate: "equivalent", ...more },
  }) as MutantResult;

const difference = {
  ...{ who: "broker", promised: "broker", allows: "more", isKnown: true },
  witness: {
    ...{ principal: { type: "Anonymous" }, action: "s3:ListBucket", resource: "arn:aws:s3:::inside" },
    context: { "aws:SecureTransport": "false" },
  },
};
const row = {
  ...{ principal: "broker", action: "s3:ListBucket", resource: "the bucket" },
  ...{ context: { tags: { "a-b": "c" } }, expect: "denied", by: "resource" },
};
const results = [
  of({}),
  of({ fate: "killed", by: "broker s3:ListBucket the bucket: predicted otherwise" }),
  of({ fate: "survived", differences: [difference, { ...difference, who: "User1" }], proposal: { row } }),
  of({
    ...{
      operator: "document: removed",
      statement: undefined,
      text: undefined,
      says: "the document is removed",
    },
    ...{ fate: "survived", differences: [{ ...difference, allows: "less" }], proposal: { row } },
  }),
  of({ operator: "action: dropped", fate: "unknown", why: "It cannot be told: too many steps." }),
];

test("shows the score by document and by operator, survivors with their promise, and the whole score", () => {
  expect(mutationReport(results, 50)).toBe(`Document             killed  survived  unknown  not counted  score
the bucket's policy       1         2        1            1  33.3 %

Operator           killed  survived  unknown  not counted  score
action: any             1         1        0            1   50 %
document: removed       0         1        0            0    0 %
action: dropped         0         0        1            0      -

✗ survived  the bucket's policy, statement 1 (DenyPlainHttp): Action s3:* becomes *
  broker may now call s3:ListBucket on arn:aws:s3:::inside, with aws:SecureTransport false; and 1 other
✗ survived  the bucket's policy: the document is removed
  broker may no longer call s3:ListBucket on arn:aws:s3:::inside, with aws:SecureTransport false
  Add to smoke/promises.ts: { principal: "broker", action: "s3:ListBucket", resource: "the bucket", context: { tags: { "a-b": "c" } }, expect: "denied", by: "resource" },

? unknown  the bucket's policy, statement 1 (DenyPlainHttp): Action s3:* becomes *
  It cannot be told: too many steps.

1 of 3 mutants break a promise: 33.3 %, and 50 % are asked for.
Not counted: 1 (1 change nothing that is allowed; AWS would refuse the others, or makes no request that shows them).
Unknown: 1.`);
});

test("says what stands in the way of a promise", () => {
  const why = "No row can be about it: a promise cannot send aws:Referer.";
  const survivor = of({ fate: "survived", differences: [difference], proposal: { why } });
  expect(mutationReport([survivor], 100)).toContain(`\n  ${why}\n`);
});
