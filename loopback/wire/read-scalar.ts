// Reads one scalar of a request (a form parameter, a header, a query parameter) by its schema.
import { FromStringShapeDeserializer } from "@smithy/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";

const timestamps = { useTrait: true, default: 5 } as const;
const bound = new FromStringShapeDeserializer({ timestampFormat: timestamps, httpBindings: true });

/**
 * The value of a scalar (or, in headers, a comma-separated list) as the schema types it.
 * @throws the error that `refuse` makes when the text is not a value of that type.
 */
export function readScalar(schema: NormalizedSchema, text: string, refuse: () => Error): unknown {
  if (schema.isBooleanSchema() && !/^(true|false)$/i.test(text)) throw refuse();
  // No parameter of these services is a fraction.
  if (schema.isNumericSchema() && !(/^[+-]?\d+$/.test(text) && Number.isSafeInteger(Number(text))))
    throw refuse();
  try {
    return bound.read(schema, text);
  } catch {
    throw refuse();
  }
}
