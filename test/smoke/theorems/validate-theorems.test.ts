// A wrong row of theorems is one sentence that says what is wrong and what there is.
import { expect, it } from "vitest";
import { validateTheorems } from "../../../smoke/theorems/validate-theorems.ts";
import { theorems } from "../../../smoke/theorems.ts";

const never = { who: "anyone", do: "s3:*", on: "the bucket" };

it("the shipped rows are valid", () => {
  expect(() => validateTheorems(theorems)).not.toThrow();
});

it("an empty table proves nothing", () => {
  expect(() => validateTheorems([])).toThrow(
    "The table of theorems is empty: with nothing to prove, nothing is proved.",
  );
});

it("a row is named by its place and its sentence", () => {
  expect(() => validateTheorems([{ never }, { says: "It holds." }])).toThrow(
    "Theorem 2 (It holds.) is wrong: it has none of never, only and within: give one.",
  );
});

it.each<[row: object, sentence: string]>([
  [{ never, only: { who: [], do: "s3:*" } }, "it has several of never, only and within: give one."],
  [
    { never, neverr: 1 },
    'the member "neverr" is unknown; there are says, needs, documents, never, only, within.',
  ],
  [{ never, says: "" }, 'its "says" is no sentence.'],
  [{ never, needs: "luck" }, 'the need "luck" is unknown; there are "an outside bucket"'],
  [
    { never, documents: ["scp"] },
    'the document "scp" is unknown; there are "identity", "boundary", "session", "resource".',
  ],
  [{ never: { ...never, who: "Users1" } }, 'the caller "Users1" is unknown; there are "anyone"'],
  [{ never: { ...never, who: [] } }, 'its "who" is neither a name nor a list of names.'],
  [{ never: { ...never, do: [] } }, 'its "do" is neither an action nor a list of actions.'],
  [
    { never: { ...never, do: "sqs:*" } },
    'anyone is asked about buckets, and "sqs:*" is no action of s3 alone.',
  ],
  [
    { never: { ...never, on: "reports/*" } },
    'the resource "reports/*" is neither an ARN nor one of the bucket, the bucket/KEYS',
  ],
  [{ never: { ...never, on: [] } }, 'its "on" is neither a resource nor a list of resources.'],
  [{ never: { ...never, when: {} } }, 'its "when" holds no condition: leave it out.'],
  [
    { never: { ...never, when: { "aws:Referer": 7 } } },
    'what "aws:Referer" is to be in its "when" is neither a text nor a list of texts.',
  ],
  [
    { never: { ...never, when: { StringLike: { "aws:Referer": [] } } } },
    'the values of "aws:Referer" in its "when" are neither a text nor a list of texts.',
  ],
  [
    { never: { ...never, when: { StringKinda: { "aws:Referer": "x" } } } },
    "IAM would refuse it in a policy: ",
  ],
  [{ never: { who: "broker", do: "s3" } }, "IAM would refuse it in a policy: "],
  [
    { never: { ...never, by: "magic" } },
    'the by "magic" is unknown; there are "the bucket\'s policy alone".',
  ],
  [{ never: { ...never, but: "nothing" } }, 'the but "nothing" is unknown; there are "what promises allow".'],
  [
    { never: { who: "broker", do: "s3:*", but: "what promises allow" } },
    'its "but" is for "anyone" and "anyone outside the account" only.',
  ],
  [
    { only: { who: "broker", do: "s3:*" } },
    'its "who" is not a list: list those who may do it, or give an empty list for nobody.',
  ],
  [{ only: { who: ["every principal"], do: "s3:*" } }, 'the caller "every principal" is unknown'],
  [{ within: { who: "anyone", in: "its promises" } }, 'the caller "anyone" is unknown'],
  [
    { within: { who: "User1", in: "its dreams" } },
    'the in "its dreams" is unknown; there are "the broker", "its promises", "its boundary".',
  ],
  [
    { within: { who: "User1", in: 7 } },
    'its "in" is neither one of the broker, its promises, its boundary nor a list of requests.',
  ],
  [
    { within: { who: "User1", in: [{ do: "s3:*", upon: "x" }] } },
    'the member "upon" is unknown; there are do, on, when.',
  ],
  [
    { within: { who: "User1", of: [], in: "its promises" } },
    'its "of" is neither an action nor a list of actions.',
  ],
])("%j is refused", (row, sentence) => {
  expect(() => validateTheorems([row])).toThrow(sentence);
  expect(() => validateTheorems([row])).toThrow(expect.objectContaining({ name: "ConfigurationError" }));
});
