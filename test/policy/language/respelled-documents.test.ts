// Any document in any other spelling: it is the same, and is judged alike; with one value changed it is another.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../../policy/evaluate.ts";
import { sameDocument } from "../../../policy/language/same-document.ts";
import { request } from "../arbitraries.ts";
import { identityDocument, resourceDocument } from "../arbitrary-documents.ts";
import { parseDocuments } from "../parse-documents.ts";
import { respell } from "./respell.ts";

/** The document with a letter more in one of its texts. */
function changed(document: object, chance: fc.GeneratorValue): string {
  const text = JSON.stringify(document);
  let texts = 0;
  const count = (_: string, value: unknown) => (typeof value === "string" ? ++texts : value);
  JSON.parse(text, count);
  const which = chance(fc.integer, { min: 1, max: texts });
  let at = 0;
  const change = (_: string, value: unknown) =>
    typeof value === "string" && ++at === which ? `${value}~` : value;
  return JSON.stringify(JSON.parse(text, change));
}

const holds = (property: fc.IRawProperty<unknown>): void =>
  void fc.assert(property, { numRuns: 300, seed: 20_240_101 });
const document = fc.oneof(identityDocument, resourceDocument);

describe("a document", () => {
  test("in any other spelling is the same", () => {
    holds(
      fc.property(document, fc.gen(), (written, chance) => {
        expect(sameDocument(JSON.stringify(written), respell(written, chance))).toBe(true);
      }),
    );
  });

  test("with one value changed is another, in whatever spelling", () => {
    holds(
      fc.property(document, fc.gen(), (written, chance) => {
        expect(sameDocument(changed(written, chance), respell(written, chance))).toBe(false);
      }),
    );
  });

  test("that is the same is judged alike", () => {
    holds(
      fc.property(request, resourceDocument, fc.gen(), (asked, written, chance) => {
        const respelled = JSON.parse(respell(written, chance));
        const [one, other] = [written, respelled].map(
          (resource) => evaluate(asked, parseDocuments({ resource })).decision,
        );
        expect(other).toBe(one);
      }),
    );
  });
});
