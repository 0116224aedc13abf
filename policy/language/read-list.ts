// Reads elements that may be one value or a list of values: nearly every element.
import type { JsonNode } from "./json.ts";
import { type Reading, refuse } from "./reading.ts";
import type { Located } from "./source.ts";

/** One value or a list of them, of the JSON kinds that the element takes. */
export function readList(
  reading: Reading,
  node: JsonNode,
  path: string,
  kinds: readonly JsonNode["kind"][],
): readonly Located[] {
  const single = node.kind !== "array";
  const items = single ? [node] : node.items;
  return items.map((item, index) => {
    const place = { offset: item.offset, path: single ? path : `${path}[${index}]` };
    if (kinds.includes(item.kind) && "text" in item) return { text: item.text, ...place };
    return refuse(reading, "syntax", place, `A ${kinds.join(", ")} or a list of them is expected here.`);
  });
}
